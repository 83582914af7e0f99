import type { Database } from "#lib/db/database.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { setArchived } from "../../archival.ts";
import { subscribeForms } from "../../schema.ts";
import { archiveFormAct, restoreFormAct } from "./acts.ts";
import { ofForm } from "./write-form.ts";

/** Archives a form or restores it. An archived form takes nobody; what was asked before can be confirmed. */
export const archiveForm = (
  db: Database,
  actor: Actor,
  change: { id: string; isArchived: boolean },
): Promise<Acted> =>
  setArchived(db, actor, change, {
    table: subscribeForms,
    of: ofForm,
    actions: { archive: "subscribe_form.archived", restore: "subscribe_form.restored" },
  });

export const formArchival = implement(archiveFormAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveForm(db, actor, { id: params.id, isArchived: true }),
});

export const formRestoral = implement(restoreFormAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveForm(db, actor, { id: params.id, isArchived: false }),
});
