import { expect, test } from "vitest";
import { call } from "#tests/api/api.ts";
import { db, key, setUp } from "#tests/api/calls/set-up.ts";
import { aList, aReadyDraft, campaignRow, partsOf, putCampaign } from "../campaigns.ts";

/** An organization with a list, and keys to write and to send. */
async function withList() {
  const found = await setUp("admin");
  const organization = { id: found.id, ownerId: found.userId };
  const listId = await aList(db(), organization);
  const as = (await found.key(["newsletter.write"])).key;
  const sender = (await found.key(["newsletter.write", "newsletter.send"])).key;
  return { ...found, organization, listId, as, sender };
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

const time = { date: "2027-03-28", time: "02:30", timeZone: "Europe/Berlin" };

test("a program chooses an audience, schedules, sends, pauses, resumes, unschedules and cancels", async () => {
  const { params, organization, as, sender } = await withList();
  const { id, listId } = await aReadyDraft(db(), organization);
  const other = await aList(db(), organization);
  const writer = { as, params: { ...params, id } };
  const one = { as: sender, params: { ...params, id } };
  const state = async () => (await call("getCampaign", one)).body?.state;

  const audience = { lists: [listId, other], withoutLists: [] };
  expect((await call("updateCampaignAudience", { ...writer, body: audience })).status).toBe(204);
  const twice = { lists: [listId], withoutLists: [listId] };
  expect(await call("updateCampaignAudience", { ...writer, body: twice })).toMatchObject({
    status: 422,
    body: { code: "audience_twice" },
  });
  for (const body of [{ lists: [] }, { withoutLists: [listId] }]) {
    expect(await call("updateCampaignAudience", { ...writer, body })).toMatchObject({
      status: 422,
      body: { code: "audience_missing" },
    });
  }
  expect((await call("scheduleCampaign", { ...writer, body: time })).status).toBe(403);

  // The clock goes forward over it: the later time is meant.
  expect(await call("scheduleCampaign", { ...one, body: time })).toMatchObject({
    status: 200,
    body: { scheduledAt: "2027-03-28T01:30:00.000Z", offset: "+02:00", shift: "skipped" },
  });
  // The clock goes back: the first of the two is meant.
  const back = { ...time, date: "2027-10-31" };
  expect(await call("scheduleCampaign", { ...one, body: back })).toMatchObject({
    status: 200,
    body: { scheduledAt: "2027-10-31T00:30:00.000Z", offset: "+02:00", shift: "repeated" },
  });
  expect(await campaignRow(db(), id)).toMatchObject({
    status: "scheduled",
    scheduledAt: new Date("2027-10-31T00:30:00Z"),
    timeZone: "Europe/Berlin",
  });
  const words = { revision: 3, subject: "News", preheader: "", content: "" };
  expect(await call("updateCampaign", { ...one, body: words })).toMatchObject({
    status: 409,
    body: { code: "campaign_not_draft" },
  });
  expect((await call("pauseCampaign", one)).status).toBe(204);
  expect(await state()).toBe("paused");
  expect((await call("resumeCampaign", one)).status).toBe(204);
  expect(await call("resumeCampaign", one)).toMatchObject({
    body: { code: "campaign_not_paused" },
  });
  expect((await call("unscheduleCampaign", one)).status).toBe(204);
  expect(await state()).toBe("draft");
  expect(await call("unscheduleCampaign", one)).toMatchObject({
    status: 409,
    body: { code: "campaign_not_scheduled" },
  });
  const sent = { ...one, headers: key() };
  expect((await call("sendCampaign", sent)).status).toBe(204);
  expect((await call("sendCampaign", sent)).headers.get("idempotency-replayed")).toBe("true");
  expect(Number((await campaignRow(db(), id)).scheduledAt)).toBeLessThanOrEqual(Date.now());
  await putCampaign(db(), id, { startedAt: new Date() });
  expect(await state()).toBe("sending");
  for (const operation of ["sendCampaign", "unscheduleCampaign"]) {
    expect(await call(operation, one)).toMatchObject({ body: { code: "campaign_started" } });
  }
  expect((await call("cancelCampaign", one)).status).toBe(204);
  expect(await state()).toBe("cancelled");
  expect((await call("cancelCampaign", one)).status).toBe(204);
  expect(await call("pauseCampaign", one)).toMatchObject({
    status: 409,
    body: { code: "campaign_not_running" },
  });
  // The sender empties its queue first.
  expect((await campaignRow(db(), id)).status).toBe("scheduled");
});

test("a time in the past, an unknown zone, an offset and a day that is none are told by their field", async () => {
  const { params, organization, sender: as } = await withList();
  const { id } = await aReadyDraft(db(), organization);
  for (const [field, value] of [
    ["timeZone", "+02:00"],
    ["timeZone", "Europe/Nowhere"],
    ["date", "2027-02-29"],
    ["date", "tomorrow"],
    ["time", "24:00"],
    ["time", "9:30"],
  ] as const) {
    const body = { ...time, [field]: value };
    const answer = await call("scheduleCampaign", { as, params: { ...params, id }, body });
    expect([value, answer.status]).toEqual([value, 422]);
    expect(Object.keys(answer.body?.errors ?? {})).toEqual([field]);
  }
  const past = { ...time, date: "2020-01-01" };
  expect(
    await call("scheduleCampaign", { as, params: { ...params, id }, body: past }),
  ).toMatchObject({ status: 422, body: { code: "schedule_past" } });
  expect((await campaignRow(db(), id)).status).toBe("draft");
});

test("a campaign is not scheduled before it has readers, words, fields that exist and a postal address", async () => {
  const { params, organization, listId, as: writer, sender: as } = await withList();
  const { id } = await aReadyDraft(db(), organization);
  const one = { as, params: { ...params, id } };
  const send = async () => (await call("sendCampaign", one)).body?.code;
  const write = async (content: string, subject = "News") => {
    const { revision } = await campaignRow(db(), id);
    const body = { revision, subject, preheader: "", content };
    expect((await call("updateCampaign", { ...one, body })).status).toBe(200);
  };
  for (const content of ["", " \n"]) {
    await write(content);
    expect(await send()).toBe("letter_empty");
  }
  for (const content of ["{{first_nam}}", "{{email", "[x](javascript:alert(1))", "[x](//host)"]) {
    await write(content);
    expect([content, await send()]).toEqual([content, "letter_unfinished"]);
  }
  for (const subject of ["Hi {{first_nam}}", "Hi {{email"]) {
    await write("# Hello", subject);
    expect([subject, await send()]).toEqual([subject, "letter_unfinished"]);
  }
  await write("Hi {{first_name}}, <script>alert(1)</script>", "{{name|News}}");
  const audience = { lists: [listId] };
  const chosen = { as: writer, params: one.params, body: audience };
  expect((await call("updateCampaignAudience", chosen)).status).toBe(204);
  expect(await send()).toBe("audience_empty");
});

test("a program duplicates and archives campaigns, and tests two subjects", async () => {
  const { params, organization, as, sender } = await withList();
  const { id, listId } = await aReadyDraft(db(), organization);
  const other = await aList(db(), organization);
  const one = { as, params: { ...params, id } };
  const words = { revision: 1, subject: "News", subjectB: "Other news", preheader: "" };
  const body = { ...words, content: "# Hello {{name}}" };
  const saved = await call("updateCampaign", { ...one, body });
  expect(saved.body).toMatchObject({ subjectB: "Other news", testShare: 20, testMinutes: null });
  const options = { isPublic: true, isTracked: false, testShare: 50, testMinutes: 90 };
  expect((await call("updateCampaignOptions", { ...one, body: options })).status).toBe(204);
  const parts = { lists: [listId], withoutLists: [other] };
  expect((await call("updateCampaignAudience", { ...one, body: parts })).status).toBe(204);

  const sent = { ...one, headers: key() };
  const copy = await call("duplicateCampaign", sent);
  expect(copy.status).toBe(201);
  expect((await call("duplicateCampaign", sent)).body).toEqual(copy.body);
  const copyId = String(copy.body?.id);
  const two = { as, params: { ...params, id: copyId } };
  expect((await call("getCampaign", two)).body).toMatchObject({
    ...{ state: "draft", revision: 1, subject: "News", subjectB: "Other news" },
    ...{ content: "# Hello {{name}}", ...options },
  });
  expect(await partsOf(db(), copyId)).toEqual([{ listId: other, isExcluded: true }]);

  expect((await call("archiveCampaign", { ...two, body: {} })).status).toBe(204);
  const archived = await call("listCampaigns", { as, params, query: { state: "archived" } });
  expect(archived.body?.data).toMatchObject([{ id: copyId }]);
  expect((await call("listCampaigns", { as, params })).body?.data).toMatchObject([{ id }]);
  const back = { ...two, body: { isArchived: false } };
  expect((await call("archiveCampaign", back)).status).toBe(204);

  const choice = { as: sender, params: one.params, body: { winner: "b" } };
  expect(await call("chooseCampaignSubject", choice)).toMatchObject({
    body: { code: "campaign_not_running" },
  });
  await putCampaign(db(), id, {
    ...{ status: "scheduled", scheduledAt: new Date(), startedAt: new Date() },
  });
  expect(await call("archiveCampaign", { ...one, body: {} })).toMatchObject({
    body: { code: "campaign_running" },
  });
  expect(await call("updateCampaignOptions", { ...one, body: { ...options, isTracked: true } })) //
    .toMatchObject({ body: { code: "campaign_not_draft" } });
  const hidden = { ...one, body: { ...options, isPublic: false } };
  expect((await call("updateCampaignOptions", hidden)).status).toBe(204);
  expect((await call("chooseCampaignSubject", choice)).status).toBe(204);
  expect(await campaignRow(db(), id)).toMatchObject({ testWinner: "b", isPublic: false });
  const late = { ...choice, body: { winner: "a" } };
  expect(await call("chooseCampaignSubject", late)).toMatchObject({
    body: { code: "campaign_without_test" },
  });
});

test("a test email goes to members with a confirmed address, and to nobody else", async () => {
  const { params, organization, as, userId, join } = await withList();
  const { id } = await aReadyDraft(db(), organization);
  const one = { as, params: { ...params, id } };
  const test = (members: string[]) => call("sendCampaignTest", { ...one, body: { members } });
  expect((await test([userId])).status).toBe(204);
  const { userId: unconfirmed } = await join("member", { name: "Mia", emailVerified: false });
  const stranger = (await withList()).userId;
  for (const nobody of [unconfirmed, stranger, "mia@mail.example"]) {
    expect(await test([nobody])).toMatchObject({ status: 422, body: { code: "test_nobody" } });
  }
  expect((await test([])).status).toBe(422);
});
