import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { pinNoteAct } from "./acts.ts";
import { exampleNotes } from "./schema.ts";

/** How many notes the board of an organization holds. */
const mostNotes = 3;

/** Pins a note to the board, for owners, admins and keys. The same id again changes nothing. */
export function pinNote(
  db: Database,
  actor: Actor,
  { id, text }: { id: string; text: string },
): Promise<Acted> {
  const ofTenant = sql`${exampleNotes} where ${exampleNotes.organizationId} = acting.id`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, case
        when not ${may("note.write")} then 'forbidden'
        when exists (select from ${ofTenant} and ${exampleNotes.id} = ${id}::uuid) then 'unchanged'
        when (select count(*) from ${ofTenant}) >= ${mostNotes}::integer then 'note_full'
        else 'done'
      end as outcome
      from acting where not has_left
    ), pinned as (
      insert into ${exampleNotes} (id, organization_id, user_id, text)
      select ${id}::uuid, id, ${actor.userId}::text, ${text}::text
      from verdict where outcome = 'done'
      returning *
    ), audit as (
      ${audited(actor, {
        action: "note.pinned",
        targetType: "note",
        from: sql`pinned`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('name', text)`,
      })}
    )`,
  );
}

export const pinning = implement(pinNoteAct, {
  refusals: ["note_full"],
  run: ({ db, actor, input, newId: id }) => pinNote(db, actor, { id, ...input }),
});
