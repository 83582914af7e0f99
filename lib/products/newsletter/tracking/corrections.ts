import { setTimeout as sleep } from "node:timers/promises";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignLinks } from "../schema.ts";
import type { Click } from "./links.ts";

type Link = Pick<Click, "campaignId" | "number">;

const nameOf = ({ campaignId, number }: Link) => `${campaignId} ${number}`;

/** Where the links lead that owners corrected, in all organizations. */
export async function readCorrections(db: Database): Promise<Map<string, string>> {
  const corrected = await rows(
    db,
    sql`
      select ${campaignLinks.campaignId}, ${campaignLinks.number}, ${campaignLinks.corrected}
      from ${campaignLinks} where ${campaignLinks.corrected} is not null`,
    ({ campaign_id, number, corrected: target }): [string, string] => [
      nameOf({ campaignId: String(campaign_id), number: Number(number) }),
      String(target),
    ],
  );
  return new Map(corrected);
}

interface Options {
  read: () => Promise<Map<string, string>>;
  /** Milliseconds since some moment. */
  now?: () => number;
}

/** Milliseconds: from this age on the list is read again after an answer, and from that on before one. */
const [fresh, stale] = [30_000, 300_000];
/** How long an answer waits for it. */
const patience = 500;

/**
 * The corrected links as a process knows them, so that a click needs no database: they are few. Only the first
 * click of a process, or after minutes without any, waits for the list, and not for long: without a
 * database it leads where the letter says.
 */
export class Corrections {
  readonly #read: Options["read"];
  readonly #now: () => number;
  #known = new Map<string, string>();
  #readAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor({ read, now = () => performance.now() }: Options) {
    this.#read = read;
    this.#now = now;
  }

  /** Where a click leads. @param target where the letter says. */
  async targetOf(link: Link, target: string): Promise<string> {
    if (this.#isOlder(this.#readAt, stale) && this.#isOlder(this.#triedAt, fresh)) {
      const late = new AbortController();
      const reading = this.#readAgain().catch(() => {});
      await Promise.race([reading, sleep(patience, undefined, late).catch(() => {})]);
      late.abort();
    }
    return this.#known.get(nameOf(link)) ?? target;
  }

  /** For after the answer. @throws when the database does not answer. */
  async refresh(): Promise<void> {
    if (this.#isOlder(this.#readAt, fresh)) await this.#readAgain();
  }

  #isOlder(moment: number, age: number): boolean {
    return this.#now() - moment >= age;
  }

  #readAgain(): Promise<void> {
    this.#triedAt = this.#now();
    this.#reading ??= this.#take().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #take(): Promise<void> {
    const began = this.#now();
    this.#known = await this.#read();
    this.#readAt = began;
  }
}
