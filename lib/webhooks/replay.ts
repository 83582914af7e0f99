import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { isOfOneItem } from "#lib/db/errors.ts";
import { sql } from "#lib/db/sql.ts";
import { failureFields, reportFailure } from "#lib/log/report.ts";
import { isId } from "#lib/text/storable.ts";
import { type Alert, alertOf, sendAlert } from "./alert.ts";
import { parseEnvelope } from "./envelope.ts";
import type { Delivery, Recorded } from "./inbox.ts";
import { type Provider, webhookEvents } from "./schema.ts";

/** Records an event of a provider with its effect. */
export type Recorder = (db: Database, delivery: Delivery, envelope: object) => Promise<Recorded>;

/** By the provider. */
export type Recorders = Record<Provider, Recorder>;

/** Does events of the inbox again. */
export interface Replay {
  replayEvent(db: Database, id: string, options?: ReplayOptions): Promise<Replayed | null>;
  replayParked(db: Database, options?: ParkedFilter & ReplayOptions): Promise<ReplayCounts>;
  replayAll(db: Database, options?: SinceFilter & ReplayOptions): Promise<ReplayCounts>;
}

/** Does events of the inbox again, with what records them. */
export const replayWith = (recorders: Recorders): Replay => ({
  replayEvent: (...args) => replayEvent(recorders, ...args),
  replayParked: (...args) => replayParked(recorders, ...args),
  replayAll: (...args) => replayAll(recorders, ...args),
});

/** What came of one event. `failed` is one that could not be done; it stays as it was. */
export interface Replayed extends Pick<Recorded, "reason"> {
  outcome: Recorded["outcome"] | "failed";
  /** What it brought that others wait for. */
  brought: string[];
}

/** How many events had which outcome; those that none had are absent. */
export type ReplayCounts = Partial<Record<Replayed["outcome"], number>>;

export interface ReplayOptions {
  /** Receives alerts. A caller that has to answer soon passes one that does not wait. */
  raise?(alert: Alert): Promise<void> | void;
  /** A select of an organization's id: only events of that one. What waited for them may be anybody's. */
  ofOrganization?: SQL;
  /** Told of each event when it is done. */
  onReplayed?(event: StoredEvent, replayed: Replayed): void;
}

const storedEvent = z.object({
  id: z.string(),
  provider: z.string(),
  eventId: z.string(),
  type: z.string(),
  body: z.string(),
  /** With microseconds, so that a page begins exactly after the last one. */
  createdAt: z.string(),
});

export type StoredEvent = z.output<typeof storedEvent>;

/**
 * Does one event of the inbox again, and then those that waited for it. Whatever came of it before,
 * this is safe: its effect is guarded by its version.
 * @param id of the inbox, or the provider's.
 * @returns null when there is no such event.
 */
async function replayEvent(
  recorders: Recorders,
  db: Database,
  id: string,
  options: ReplayOptions = {},
): Promise<Replayed | null> {
  const known = sql.join(
    Object.keys(recorders).map((provider) => sql`${provider}`),
    sql`, `,
  );
  const isIt = isId(id) ? sql`id = ${id}::uuid` : sql`provider in (${known}) and event_id = ${id}`;
  for await (const event of storedEvents(db, all(isIt, isOwned(options.ofOrganization)), 1)) {
    const replayed = await replayStored(recorders, db, event, options);
    await replayWaiting(recorders, db, replayed.brought, {}, options);
    return replayed;
  }
  return null;
}

interface SinceFilter {
  since?: Date;
  provider?: Provider;
}

interface ParkedFilter {
  /** Keys, such as `product:<id>`: only events that wait for one of them. */
  waitsFor?: string[];
  provider?: Provider;
  /** At the most so many, and beyond them only those that waited for one of them. */
  limit?: number;
}

/** Does parked events again, oldest first, and then those that waited for one of them, until none is left to try. */
async function replayParked(
  recorders: Recorders,
  db: Database,
  { waitsFor, provider, limit, ...options }: ParkedFilter & ReplayOptions = {},
): Promise<ReplayCounts> {
  const counts: ReplayCounts = {};
  const filter = all(
    sql`outcome = 'parked'`,
    waitsFor && isOneOf(waitsFor),
    provider && sql`provider = ${provider}`,
    isOwned(options.ofOrganization),
  );
  const brought = await replayThose(recorders, db, filter, counts, options, limit);
  await replayWaiting(recorders, db, brought, counts, options);
  return counts;
}

/** Does every event again, in the order in which they came, or those that came since a moment. */
async function replayAll(
  recorders: Recorders,
  db: Database,
  { since, provider, ...options }: SinceFilter & ReplayOptions = {},
): Promise<ReplayCounts> {
  const counts: ReplayCounts = {};
  const filter = all(
    since && sql`created_at >= ${since.toISOString()}::timestamptz`,
    provider && sql`provider = ${provider}`,
    isOwned(options.ofOrganization),
  );
  const brought = await replayThose(recorders, db, filter, counts, options);
  await replayWaiting(recorders, db, brought, counts, options);
  return counts;
}

/** Ends, because an event that brings something has been applied and is parked no more. */
async function replayWaiting(
  recorders: Recorders,
  db: Database,
  keys: string[],
  counts: ReplayCounts,
  options: ReplayOptions,
): Promise<void> {
  let brought = keys;
  while (brought.length > 0) {
    const waiting = all(sql`outcome = 'parked'`, isOneOf(brought));
    brought = await replayThose(recorders, db, waiting, counts, options);
  }
}

/** @returns the keys of what they brought. */
async function replayThose(
  recorders: Recorders,
  db: Database,
  filter: SQL,
  counts: ReplayCounts,
  options: ReplayOptions,
  limit?: number,
): Promise<string[]> {
  const brought = new Set<string>();
  for await (const event of storedEvents(db, filter, limit)) {
    const replayed = await replayStored(recorders, db, event, options);
    counts[replayed.outcome] = (counts[replayed.outcome] ?? 0) + 1;
    for (const key of replayed.brought) brought.add(key);
  }
  return [...brought];
}

async function replayStored(
  recorders: Recorders,
  db: Database,
  event: StoredEvent,
  { raise = sendAlert, onReplayed }: ReplayOptions,
): Promise<Replayed> {
  const { provider, eventId, type, body } = event;
  const delivery = { provider, id: eventId, type, body, isReplay: true };
  let replayed: Replayed | undefined;
  try {
    const recorder = recorders[provider];
    if (!recorder) throw new UnknownProviderError();
    const recorded = await recorder(db, delivery, parseEnvelope(body) ?? {});
    const { outcome, reason, isAwaited, provides } = recorded;
    replayed = { outcome, reason, brought: isAwaited ? provides : [] };
    // What is parked still, or ignored still, has been said when it came.
    const alert = recorded.notice && alertOf(delivery, recorded);
    if (alert) await raise(alert);
  } catch (error) {
    if (!isOfOneItem(error)) throw error;
    reportFailure("replay_failed", error, { provider, id: eventId, type });
    // It may have been applied, and only its alert failed.
    replayed ??= { outcome: "failed", reason: reasonOf(error), brought: [] };
  }
  onReplayed?.(event, replayed);
  return replayed;
}

function reasonOf(error: unknown): string {
  const { error: name, code } = failureFields(error);
  return code ? `database error ${code}` : name;
}

/** The app no longer knows who sent an event that is in the inbox. */
class UnknownProviderError extends Error {
  override name = "UnknownProviderError";
}

/** Bodies may have a megabyte each. */
const pageSize = 20;

/** Events of the inbox, oldest first, read a page at a time. */
async function* storedEvents(db: Database, filter: SQL, limit = Number.POSITIVE_INFINITY) {
  let isAfter = sql`true`;
  for (let left = limit; left > 0; left -= pageSize) {
    const size = Math.min(left, pageSize);
    const page = await rows(
      db,
      sql`select id::text, provider, event_id as "eventId", type, body, created_at::text as "createdAt"
        from ${webhookEvents} where ${filter} and ${isAfter}
        order by created_at, id limit ${size}::integer`,
      (row) => storedEvent.parse(row),
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < size) return;
    isAfter = sql`(created_at, id) > (${last.createdAt}::timestamptz, ${last.id}::uuid)`;
  }
}

const isOneOf = (keys: string[]) =>
  sql`waits_for in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`;

const isOwned = (organization: SQL | undefined) =>
  organization && sql`organization_id = (${organization})`;

const all = (...conditions: (SQL | "" | undefined)[]): SQL =>
  sql.join([sql`true`, ...conditions.filter((condition) => !!condition)], sql` and `);
