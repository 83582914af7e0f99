import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { memberships, organizations, roles } from "#lib/organizations/schema.ts";
import { scoped } from "#lib/organizations/scope.ts";
import type { ReplayCounts, Replayed, ReplayOptions } from "#lib/webhooks/replay.ts";
import { replayEvent, replayParked } from "./replay.ts";

/** `not_found`: the caller is not a member, or there is no such event. `forbidden`: a member, but not an owner. */
export type ReplayRefusal = "not_found" | "forbidden";

type Options = Pick<ReplayOptions, "raise">;

/** For an owner: does one event of their organization again. */
export async function replayOwn(
  db: Database,
  scope: Scope,
  { id }: { id: string },
  options: Options = {},
): Promise<Replayed | ReplayRefusal> {
  const replayed = await replayEvent(db, id, { ...options, ofOrganization: owned(scope) });
  return replayed ?? (await refusal(db, scope)) ?? "not_found";
}

/** For an owner: does all parked events of their organization again, 200 at the most. */
export async function replayOwnParked(
  db: Database,
  scope: Scope,
  options: Options = {},
): Promise<ReplayCounts | ReplayRefusal> {
  const counts = await replayParked(db, { ...options, ofOrganization: owned(scope), limit: 200 });
  if (Object.keys(counts).length > 0) return counts;
  return (await refusal(db, scope)) ?? counts;
}

/** The statement that reads an event proves that the caller may read it. */
const owned = (scope: Scope) =>
  sql`select ${organizations.id} from ${scoped(scope, permissions["webhook.replay"].least)}`;

const member = z.object({ role: z.enum(roles) });

/** Why nothing was found, if that is because of who asks. */
async function refusal(db: Database, scope: Scope): Promise<ReplayRefusal | undefined> {
  const statement = sql`select ${memberships.role} from ${scoped(scope)}`;
  const [found] = await rows(db, statement, (row) => member.parse(row));
  if (!found) return "not_found";
  return found.role === "owner" ? undefined : "forbidden";
}
