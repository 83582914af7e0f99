import { expect, test } from "vitest";
import { lists } from "#drizzle/tables.ts";
import { call } from "#tests/api/api.ts";
import { db, key, setUp } from "#tests/api/calls/set-up.ts";

/** An organization with a list, and keys to write and to send. */
async function withList() {
  const found = await setUp("admin");
  const listId = crypto.randomUUID();
  const { id: organizationId, userId: ownerId } = found;
  await db().insert(lists).values({ id: listId, organizationId, ownerId, name: "Monthly letter" });
  const as = (await found.key(["newsletter.write"])).key;
  const sender = (await found.key(["newsletter.write", "newsletter.send"])).key;
  return { ...found, listId, as, sender };
}

test("a program writes campaigns: created once for each key, read, listed, saved and deleted", async () => {
  const { params, listId, as } = await withList();
  const sent = { as, params, body: { subject: "News in May", listId }, headers: key() };
  const created = await call("createCampaign", sent);
  expect(created.status).toBe(201);
  expect((await call("createCampaign", sent)).body).toEqual(created.body);
  const one = { as, params: { ...params, id: String(created.body?.id) } };
  const read = await call("getCampaign", one);
  expect(read.body).toMatchObject({ subject: "News in May", state: "draft", revision: 1, listId });

  const words = { subject: "News", preheader: "Three things", content: "# Hello\r\n" };
  const saved = await call("updateCampaign", { ...one, body: { revision: 1, ...words } });
  expect(saved).toMatchObject({
    status: 200,
    body: { ...words, content: "# Hello\n", revision: 2 },
  });
  const late = await call("updateCampaign", {
    ...one,
    body: { revision: 1, ...words, subject: "Mine" },
  });
  expect(late).toMatchObject({
    status: 409,
    body: { code: "campaign_changed", current: { subject: "News", revision: 2 } },
  });

  const found = await call("listCampaigns", { as, params, query: { search: "new" } });
  expect(found.body?.data).toMatchObject([{ id: one.params.id, subject: "News" }]);
  const queries: Record<string, string>[] = [{ state: "sent" }, { search: "%" }];
  for (const query of [...queries, { state: "archived" }]) {
    expect((await call("listCampaigns", { as, params, query })).body?.data).toEqual([]);
  }
  expect(await call("listCampaigns", { as, params, query: { state: "nothing" } })).toMatchObject({
    status: 422,
  });
  expect((await call("deleteCampaign", one)).status).toBe(204);
  expect((await call("getCampaign", one)).status).toBe(404);
});

test("a campaign has a list of its organization, and a subject that is one line", async () => {
  const { params, listId, as } = await withList();
  const foreign = await withList();
  const refused = async (body: object) => (await call("createCampaign", { as, params, body })).body;
  expect(await refused({ subject: "News", listId: foreign.listId })).toMatchObject({
    status: 422,
    code: "list_unknown",
  });
  for (const subject of ["", "Hi\r\nBcc: eve@mail.example", "Hi\0", "Hi\u202e", "x".repeat(201)]) {
    expect([subject, await refused({ subject, listId })]).toMatchObject([
      subject,
      { status: 422, errors: { subject: expect.any(String) } },
    ]);
  }
});

test("an admin's program says how the newsletter is sent; one that only writes does not", async () => {
  const { params, as, sender } = await withList();
  const body = {
    senderName: "Acme News",
    replyTo: "news@mail.example",
    postalAddress: "Ring 1\r\n10115 Berlin",
    timeZone: "Europe/Berlin",
    isTracked: false,
    whenUncertain: "ask",
  };
  const standard = await call("getNewsletterSettings", { as, params });
  expect(standard.body).toMatchObject({ senderName: "", replyTo: null, timeZone: "UTC" });
  expect((await call("updateNewsletterSettings", { as, params, body })).status).toBe(403);
  const save = (changes: object) =>
    call("updateNewsletterSettings", { as: sender, params, body: { ...body, ...changes } });
  for (const [name, values] of Object.entries({
    senderName: ["Acme\r\nBcc: eve@mail.example", "A\0"],
    replyTo: ["news", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"],
    postalAddress: ["Ring\0", "x".repeat(501), "Ring\u0007"],
    timeZone: ["+02:00", "Europe/Nowhere", "", "UTC+2\0"],
    isTracked: ["yes"],
    whenUncertain: ["never"],
  })) {
    for (const value of values) {
      const { status, body: told } = await save({ [name]: value });
      expect([name, value, status]).toEqual([name, value, 422]);
      expect(Object.keys(told?.errors ?? {})).toEqual([name]);
    }
  }
  expect((await save({})).status).toBe(204);
  expect((await call("getNewsletterSettings", { as, params })).body).toEqual({
    ...body,
    postalAddress: "Ring 1\n10115 Berlin",
  });
});
