import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { lists, segments, subscriberFields } from "#lib/products/newsletter/schema.ts";
import type { Action, Scene } from "../../../organizations/actions.ts";
import type { Team } from "../../../organizations/team.ts";
import { idIn, listIn, personIn, withAudience, withSuppressed } from "../scene.ts";

const theList = (scene: Scene) => ({ id: listIn(scene) });
const thePerson = (scene: Scene) => ({ id: personIn(scene) });

const archived = async (db: DrizzleDatabase, team: Team) => {
  const own = { organizationId: team.id, ownerId: team.owner.userId };
  await db
    .insert(lists)
    .values({ ...own, id: listIn(team), name: "Monthly letter", archivedAt: new Date() });
};

const withField = async (db: DrizzleDatabase, team: Team) => {
  const own = { organizationId: team.id, key: "city", label: "City" };
  await db.insert(subscriberFields).values({ ...own, id: idIn(team, "fiel"), kind: "text" });
};

const withSegment = async (db: DrizzleDatabase, team: Team, archivedAt: Date | null = null) => {
  const own = { organizationId: team.id, ownerId: team.owner.userId };
  const filter = { match: "all", conditions };
  await db
    .insert(segments)
    .values({ ...own, id: idIn(team, "segm"), name: "Active", filter, archivedAt });
};
const conditions = [{ on: "status", is: "is", value: "subscribed" }];
const theSegment = (scene: Scene) => ({ id: idIn(scene, "segm") });
const segmentInput = () => ({ name: "Readers", match: "any", conditions });
const segmentForm = () => ({
  ...{ name: "Readers", match: "any" },
  "conditions.0.on": "status",
  "conditions.0.value": "subscribed",
});
const theField = (scene: Scene) => ({ id: idIn(scene, "fiel") });

export const audienceActions: Record<string, Action> = {
  "create a list": { act: "list.create", input: () => ({ name: "Product changes" }) },
  "change a list": {
    act: "list.update",
    prepare: withAudience,
    params: theList,
    input: () => ({ name: "Product changes" }),
  },
  "archive a list": { act: "list.archive", prepare: withAudience, params: theList },
  "restore a list": { act: "list.restore", prepare: archived, params: theList },
  "add a subscriber": {
    act: "subscriber.add",
    input: () => ({ email: `${crypto.randomUUID()}@example.test`, consent: "By phone" }),
  },
  "change a subscriber": {
    act: "subscriber.update",
    prepare: withAudience,
    params: thePerson,
    input: () => ({ email: `${crypto.randomUUID()}@example.test` }),
  },
  "put a subscriber on no list": {
    act: "subscriber.set_lists",
    prepare: withAudience,
    params: thePerson,
  },
  "unsubscribe a subscriber": {
    act: "subscriber.unsubscribe",
    prepare: withAudience,
    params: thePerson,
  },
  "subscribe someone again": {
    act: "subscriber.resubscribe",
    prepare: (db, team) => withAudience(db, team, { status: "unsubscribed" }),
    params: thePerson,
    input: () => ({ consent: "By phone" }),
  },
  "mark a subscriber as do not mail": {
    act: "subscriber.suppress",
    prepare: withAudience,
    params: thePerson,
  },
  "lift a suppression": {
    act: "subscriber.unsuppress",
    prepare: withSuppressed,
    params: thePerson,
  },
  "create a field": {
    act: "field.create",
    input: () => ({ key: "city", label: "City", kind: "text" }),
  },
  "rename a field": {
    act: "field.rename",
    prepare: withField,
    params: theField,
    input: () => ({ label: "Home town" }),
  },
  "delete a field": { act: "field.delete", prepare: withField, params: theField },
  "create a segment": { act: "segment.create", input: segmentInput, form: segmentForm },
  "change a segment": {
    act: "segment.update",
    prepare: withSegment,
    params: theSegment,
    input: segmentInput,
    form: segmentForm,
  },
  "archive a segment": { act: "segment.archive", prepare: withSegment, params: theSegment },
  "restore a segment": {
    act: "segment.restore",
    prepare: (db, team) => withSegment(db, team, new Date()),
    params: theSegment,
  },
  "erase a subscriber": { act: "subscriber.erase", prepare: withAudience, params: thePerson },
};
