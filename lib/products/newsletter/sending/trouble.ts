import type { Database } from "#lib/db/database.ts";
import { smtpVerdict } from "#lib/mail/smtp-reply.ts";
import { pauseCampaign, watchFigures } from "./breaker.ts";
import type { NoConnection } from "./connection.ts";
import type { Unsent } from "./outcome.ts";
import { countFailure, forgetFailures, slowDown } from "./setbacks.ts";
import { release } from "./settle.ts";

/** What a sender does when the mail server refuses more than one address. */
export class Trouble {
  readonly #db: Database;
  readonly #holder: string;
  readonly #appUrl: string;
  /** Campaigns with connections that failed, as far as this sender knows. */
  readonly #failing = new Set<string>();

  constructor(db: Database, holder: string, appUrl: string) {
    this.#db = db;
    this.#holder = holder;
    this.#appUrl = appUrl;
  }

  /** What a claim knows of it. */
  known(campaignId: string, failures: number): void {
    if (failures > 0) this.#failing.add(campaignId);
  }

  async connected(campaignId: string): Promise<void> {
    if (this.#failing.delete(campaignId)) await forgetFailures(this.#db, campaignId);
  }

  /** @returns whether the campaign is paused for it. */
  async notConnected(
    campaignId: string,
    id: string,
    { reply, step }: NoConnection,
  ): Promise<boolean> {
    await release(this.#db, this.#holder, [id]);
    const verdict = reply === null ? undefined : smtpVerdict(reply, step);
    if (verdict?.kind === "later" && verdict.slows) await slowDown(this.#db);
    if (verdict?.kind === "stopped") {
      await this.#pause(campaignId, "refused", reply);
      return true;
    }
    this.#failing.add(campaignId);
    if (!(await countFailure(this.#db, campaignId))) return false;
    await this.#pause(campaignId, "connection", reply);
    return true;
  }

  async settled(campaignId: string, outcome: Unsent, reply: string): Promise<void> {
    if (outcome.kind === "stopped") await this.#pause(campaignId, "refused", reply);
    if (outcome.kind === "later" && outcome.slows) await slowDown(this.#db);
    if (outcome.kind === "bounced") await watchFigures(this.#db, this.#appUrl);
  }

  #pause(campaignId: string, reason: "refused" | "connection", reply: string | null) {
    return pauseCampaign(this.#db, { campaignId, reason, reply, appUrl: this.#appUrl });
  }
}
