import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { subscribeFormLists, subscribeForms } from "#lib/products/newsletter/schema.ts";
import type { Action, Scene } from "../../../organizations/actions.ts";
import type { Team } from "../../../organizations/team.ts";
import { idIn, listIn, withAudience } from "../scene.ts";

const formIn = (team: { id: string }) => idIn(team, "form");
const theForm = (scene: Scene) => ({ id: formIn(scene) });

async function withForm(
  db: DrizzleDatabase,
  team: Team,
  form: Partial<typeof subscribeForms.$inferInsert> = {},
): Promise<void> {
  await withAudience(db, team);
  const [organizationId, formId] = [team.id, formIn(team)];
  await db.insert(subscribeForms).values({
    ...{ id: formId, organizationId, ownerId: team.owner.userId, name: "Footer" },
    ...{ title: "Our letter", consent: "I want it.", ...form },
  });
  await db.insert(subscribeFormLists).values({ organizationId, formId, listId: listIn(team) });
}

const input = (scene: Scene) => ({
  name: "Sidebar",
  title: "Our letter",
  consent: "I want it.",
  lists: [listIn(scene)],
});

/** What the acts of sign-up forms try. */
export const formActions: Record<string, Action> = {
  "create a form to subscribe": { act: "subscribe_form.create", prepare: withAudience, input },
  "change a form to subscribe": {
    act: "subscribe_form.update",
    prepare: withForm,
    params: theForm,
    input,
  },
  "archive a form to subscribe": {
    act: "subscribe_form.archive",
    prepare: withForm,
    params: theForm,
  },
  "restore a form to subscribe": {
    act: "subscribe_form.restore",
    prepare: (db, team) => withForm(db, team, { archivedAt: new Date() }),
    params: theForm,
  },
};
