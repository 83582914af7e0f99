import type postgres from "postgres";
import type { Database } from "#lib/db/database.ts";
import type { Written } from "#lib/db/written.ts";
import { type Explained, explain } from "./explain.ts";
import { backendClock } from "./processor.ts";
import type { Read } from "./read.ts";
import { recording } from "./statements.ts";
import { organizationId, type Subject } from "./subject.ts";

/** One database with its size. */
export interface Place {
  /** As much as the demo data. */
  times: number;
  /** One connection past the pooler, for statements as they are. */
  client: postgres.Sql;
  db: Database;
  subject: Subject;
}

/** A read of one database, and what was measured of it. */
export interface Measured {
  name: string;
  times: number;
  sent: Written[];
  /** Of what the database answers, as JSON. */
  bytes: number;
  /** Milliseconds from sending the statements to their answers. */
  walls: number[];
  /** Milliseconds in which Postgres had a processor meanwhile. */
  backend: number[];
  explained: Explained[];
  /** Milliseconds of the processor: for the whole read, and for its bare statements. */
  cpu?: { read: number; bare: number };
}

/** The least that a page could ask for, by its name in the report. */
export const yardsticks = {
  "select 1": { text: "select 1", parameters: [] },
  "primary key": {
    text: "select id, name from organizations where id = $1::uuid",
    parameters: [organizationId],
  },
} satisfies Record<string, Written>;

/** Milliseconds that one read of one database may take of the turns: a slow one gets fewer. */
const patience = 5_000;

/** Measures every read of every database, each turn with the yardsticks right before. */
export async function takeTurns(
  places: Place[],
  reads: Readonly<Record<string, Read>>,
  turns: number,
): Promise<Measured[]> {
  const all: { place: Place; one: Measured; read: Read; spent: number }[] = [];
  const units = new Map<Place, Measured[]>();
  for (const place of places) {
    const own = Object.entries(yardsticks).map(([name, sent]): Measured => {
      return { name, times: place.times, sent: [sent], bytes: 0, ...nothing() };
    });
    units.set(place, own);
    for (const [name, read] of Object.entries(reads)) {
      all.push({ place, one: await record(name, read, place), read, spent: 0 });
    }
  }
  for (let turn = 0; turn < turns; turn++) {
    for (const place of places) await freeQuotas(place);
    for (const each of turn % 2 === 0 ? all : all.toReversed()) {
      if (each.spent > patience) continue;
      for (const unit of units.get(each.place) ?? []) await measureOnce(each.place, unit);
      each.spent += await measureOnce(each.place, each.one);
    }
  }
  for (const { place, one, read, spent } of all) {
    await freeQuotas(place);
    if (spent < patience) one.cpu = await measureCpu(place, one, read, turns);
  }
  return [...[...units.values()].flat(), ...all.map(({ one }) => one)];
}

const nothing = (): Pick<Measured, "walls" | "backend" | "explained"> => ({
  walls: [],
  backend: [],
  explained: [],
});

/** Reads once, and takes down what is sent. */
async function record(name: string, read: Read, place: Place): Promise<Measured> {
  const { db, sent, answers } = recording(place.db);
  await read(db, place.subject);
  const bytes = Buffer.byteLength(JSON.stringify(answers));
  return { name, times: place.times, sent, bytes, ...nothing() };
}

/** Sends the statements of a read once, timed, and has them explained once. @returns milliseconds. */
async function measureOnce({ client }: Place, one: Measured): Promise<number> {
  const clock = await backendClock(client);
  const had = await clock();
  const began = performance.now();
  await sendBare(client, one.sent);
  one.walls.push(performance.now() - began);
  one.backend.push((await clock()) - had);
  const parts = [];
  for (const sent of one.sent) parts.push(await explain(client, sent));
  one.explained.push(
    parts.reduce((sum, part) => ({
      planning: sum.planning + part.planning,
      executing: sum.executing + part.executing,
      buffers: sum.buffers + part.buffers,
    })),
  );
  return performance.now() - began;
}

/** What a read takes of the processor, and what its statements alone would, sent as they are. */
async function measureCpu(place: Place, { sent }: Measured, read: Read, count: number) {
  return {
    read: await cpuOf(count, () => read(place.db, place.subject)),
    bare: await cpuOf(count, () => sendBare(place.client, sent)),
  };
}

async function cpuOf(count: number, run: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < Math.ceil(count / 4); n++) await run();
  const began = process.cpuUsage();
  for (let n = 0; n < count; n++) await run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000 / count;
}

/** Lets the API key call on, which calls more often here than its quota allows. */
const freeQuotas = ({ client }: Place) => client.unsafe("truncate rate_limits");

async function sendBare(client: postgres.Sql, sent: Written[]): Promise<void> {
  for (const { text, parameters } of sent) await client.unsafe(text, parameters);
}
