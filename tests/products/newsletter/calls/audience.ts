import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { subscriberEvents, suppressions } from "#lib/products/newsletter/schema.ts";
import { call } from "../../../api/api.ts";
import { db, key, setUp, someone } from "../../../api/calls/set-up.ts";

/** An organization with a key for its newsletter. */
async function withKey() {
  const found = await setUp();
  const { key: as } = await found.key(["newsletter.write"]);
  return { ...found, as };
}

test("a key creates, changes, archives and restores a list, and each request acts once", async () => {
  const { as, params } = await withKey();
  const body = { name: "Monthly letter", description: "Once a month.", isPublic: true };
  const sent = { as, params, body, headers: key() };
  const made = await call("createList", sent);
  expect(made).toMatchObject({ status: 201, body });
  expect((await call("createList", sent)).body).toEqual(made.body);
  expect(await call("createList", { as, params, body })).toMatchObject({
    status: 409,
    body: { code: "list_name_taken" },
  });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  expect(await call("updateList", { ...one, body: { name: "Letter" } })).toMatchObject({
    status: 200,
    body: { name: "Letter", description: "", isPublic: false },
  });
  expect(await call("updateList", { ...one, body: { name: "" } })).toMatchObject({ status: 422 });
  expect((await call("archiveList", one)).status).toBe(204);
  expect((await call("listLists", { as, params })).body?.data).toEqual([]);
  const archived = await call("listLists", { as, params, query: { archived: "true" } });
  expect(archived.body?.data).toMatchObject([{ id: made.body?.id, people: 0 }]);
  expect((await call("restoreList", one)).status).toBe(204);
  const nobodys = { as, params: { ...params, id: crypto.randomUUID() } };
  for (const id of ["archiveList", "restoreList"]) {
    expect((await call(id, nobodys)).status).toBe(404);
  }
});

test("a key adds a subscriber with their consent, finds them, and changes what is known of them", async () => {
  const { as, params, id: organizationId } = await withKey();
  const list = await call("createList", { as, params, body: { name: "Monthly letter" } });
  const lists = [String(list.body?.id)];
  const email = `Mia.${someone()}`;
  const body = { email, name: "Mia Vogel", lists, consent: "Signed up at our stand." };
  const made = await call("addSubscriber", { as, params, body });
  expect(made).toMatchObject({ status: 201, body: { email } });
  expect(await call("addSubscriber", { as, params, body })).toMatchObject({
    status: 409,
    body: { code: "subscriber_exists" },
  });
  expect(
    await call("addSubscriber", { as, params, body: { ...body, email: "mia" } }),
  ).toMatchObject({ status: 422 });
  const found = await call("listSubscribers", { as, params, query: { search: "vogel" } });
  expect(found.body?.data).toMatchObject([{ id: made.body?.id, email, suppression: null }]);
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  expect(await call("getSubscriber", one)).toMatchObject({
    status: 200,
    body: { email, name: "Mia Vogel", status: "subscribed", lists: [{ name: "Monthly letter" }] },
  });
  const changed = someone();
  expect((await call("updateSubscriber", { ...one, body: { email: changed } })).status).toBe(204);
  expect((await call("setSubscriberLists", { ...one, body: { lists: [] } })).status).toBe(204);
  expect((await call("unsubscribeSubscriber", one)).status).toBe(204);
  expect(await call("setSubscriberLists", { ...one, body: { lists } })).toMatchObject({
    status: 409,
    body: { code: "subscriber_unsubscribed" },
  });
  const again = { ...one, body: { consent: "Asked us by phone." } };
  expect((await call("resubscribeSubscriber", again)).status).toBe(204);
  expect((await call("suppressSubscriber", one)).status).toBe(204);
  expect(await db().$count(suppressions, eq(suppressions.organizationId, organizationId))).toBe(1);
  expect(await call("unsuppressSubscriber", one)).toMatchObject({ status: 403 });
  expect(await call("eraseSubscriber", one)).toMatchObject({ status: 403 });
  expect((await call("getSubscriber", one)).body).toMatchObject({
    email: changed,
    name: null,
    suppression: "do_not_mail",
  });
  const events = await db()
    .select({ kind: subscriberEvents.kind })
    .from(subscriberEvents)
    .where(eq(subscriberEvents.subscriberId, one.params.id));
  expect(events.map(({ kind }) => kind)).toEqual([
    ...["added", "changed", "left", "unsubscribed", "resubscribed", "suppressed"],
  ]);
});

test("a key creates, renames and deletes a field", async () => {
  const { as, params } = await withKey();
  const body = { key: "city", label: "City", kind: "text" };
  const made = await call("createSubscriberField", { as, params, body });
  expect(made).toMatchObject({ status: 201, body });
  expect(await call("createSubscriberField", { as, params, body })).toMatchObject({
    status: 409,
    body: { code: "field_key_taken" },
  });
  const reserved = { ...body, key: "email" };
  expect(await call("createSubscriberField", { as, params, body: reserved })).toMatchObject({
    status: 422,
  });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  const renamed = { ...one, body: { label: "Home town" } };
  expect((await call("renameSubscriberField", renamed)).status).toBe(204);
  const listed = await call("listSubscriberFields", { as, params });
  expect(listed.body?.data).toEqual([{ ...body, id: made.body?.id, label: "Home town" }]);
  expect((await call("deleteSubscriberField", one)).status).toBe(204);
  expect((await call("deleteSubscriberField", one)).status).toBe(404);
});

test("a key creates, counts, changes, archives and restores a segment", async () => {
  const { as, params } = await withKey();
  for (const email of [`mia@one.example`, `jonas@other.example`]) {
    await call("addSubscriber", { as, params, body: { email, consent: "By phone." } });
  }
  const conditions = [{ on: "email", is: "contains", value: "@one.example" }];
  const body = { name: "One", match: "all", conditions };
  const made = await call("createSegment", { as, params, body });
  expect(made).toMatchObject({ status: 201, body });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  expect((await call("countSegment", one)).body).toEqual({ people: 1, mailable: 1 });
  const wrong = [
    [],
    [{ on: "weather", is: "is", value: "fine" }],
    [{ on: "email", is: "above", value: "1" }],
    [{ on: "field", key: "seats", is: "above", value: "1; drop table" }],
    [{ on: "added", is: "before", value: "2026-02-30" }],
    [{ on: "mail", is: "opened", value: 0 }],
  ];
  for (const conditions of wrong) {
    const answer = await call("updateSegment", { ...one, body: { ...body, conditions } });
    expect([conditions, answer.status]).toEqual([conditions, 422]);
  }
  const nothing = [{ on: "list", is: "is", value: crypto.randomUUID() }];
  expect(
    await call("updateSegment", { ...one, body: { ...body, conditions: nothing } }),
  ).toMatchObject({ status: 422, body: { code: "segment_refers_to_nothing" } });
  const either = {
    name: "All",
    match: "any",
    conditions: [{ on: "mail", is: "not_opened", value: 3 }],
  };
  expect((await call("updateSegment", { ...one, body: either })).status).toBe(200);
  expect((await call("countSegment", one)).body).toEqual({ people: 2, mailable: 2 });
  expect((await call("archiveSegment", one)).status).toBe(204);
  expect((await call("listSegments", { as, params })).body?.data).toEqual([]);
  const archived = await call("listSegments", { as, params, query: { archived: "true" } });
  expect(archived.body?.data).toMatchObject([{ name: "All", filter: { match: "any" } }]);
  expect((await call("restoreSegment", one)).status).toBe(204);
});
