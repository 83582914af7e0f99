import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { newsletterSettings, series, seriesPeople } from "#drizzle/tables.ts";
import { call } from "#tests/api/api.ts";
import { db, key, setUp } from "#tests/api/calls/set-up.ts";
import { aList, aReader } from "../campaigns.ts";

/** An organization with a list, and keys to write and to send. */
async function withList() {
  const found = await setUp("admin");
  const organization = { id: found.id, ownerId: found.userId };
  const listId = await aList(db(), organization);
  const as = (await found.key(["newsletter.write"])).key;
  const sender = (await found.key(["newsletter.write", "newsletter.send"])).key;
  return { ...found, organization, listId, as, sender };
}

const times = { delay: 1, unit: "days", countedFrom: "joining" };

test("a program creates a series, writes its steps, moves and removes them", async () => {
  const { params, listId, as } = await withList();
  const sent = { as, params, body: { name: "Welcome", audienceId: listId }, headers: key() };
  const created = await call("createSeries", sent);
  expect(created.status).toBe(201);
  expect((await call("createSeries", sent)).body).toEqual(created.body);
  const one = { as, params: { ...params, id: String(created.body?.id) } };
  expect((await call("getSeries", one)).body).toMatchObject({
    series: { name: "Welcome", state: "draft", listId, segmentId: null, people: 0 },
    steps: [],
  });
  const add = async (subject: string) => {
    const headers = key();
    const body = { subject, ...times };
    const added = await call("addSeriesStep", { ...one, body, headers });
    expect(added.status).toBe(201);
    expect((await call("addSeriesStep", { ...one, body, headers })).body).toEqual(added.body);
    return { ...one, params: { ...one.params, step: String(added.body?.id) } };
  };
  const [first, second, third] = [await add("One"), await add("Two"), await add("Three")];
  const words = { subject: "One!", preheader: "First", content: "# Hello\r\n" };
  const body = { revision: 1, ...words, delay: 2, unit: "hours", countedFrom: "before" };
  expect(await call("updateSeriesStep", { ...first, body })).toMatchObject({
    status: 200,
    body: { ...words, content: "# Hello\n", delay: 2, unit: "hours", revision: 2 },
  });
  expect(
    await call("updateSeriesStep", { ...first, body: { ...body, subject: "Mine" } }),
  ).toMatchObject({
    status: 409,
    body: { code: "series_step_changed", current: { subject: "One!", revision: 2 } },
  });
  const order = async () => {
    const steps = (await call("getSeries", one)).body?.steps;
    return (steps as { subject: string }[]).map(({ subject }) => subject);
  };
  expect((await call("moveSeriesStep", { ...third, body: { position: 1 } })).status).toBe(204);
  expect(await order()).toEqual(["Three", "One!", "Two"]);
  expect((await call("moveSeriesStep", { ...first, body: { position: 50 } })).status).toBe(204);
  expect(await order()).toEqual(["Three", "Two", "One!"]);
  expect((await call("removeSeriesStep", second)).status).toBe(204);
  expect(await order()).toEqual(["Three", "One!"]);
  expect(await call("removeSeriesStep", second)).toMatchObject({
    status: 404,
    body: { code: "series_step_unknown" },
  });
  // A step is no campaign.
  const campaign = { as, params: { ...params, id: first.params.step } };
  expect((await call("getCampaign", campaign)).status).toBe(404);
  expect((await call("duplicateCampaign", campaign)).status).toBe(404);
  expect((await call("listCampaigns", { as, params })).body?.data).toEqual([]);
  expect(await call("listSeries", { as, params })).toMatchObject({
    body: { data: [{ name: "Welcome", stepCount: 2 }] },
  });
});

test("a series is activated once it can be sent, and only by those who may send", async () => {
  const { params, organization, listId, as, sender } = await withList();
  const made = await call("createSeries", {
    ...{ as, params, body: { name: "Welcome", audienceId: listId } },
  });
  const one = { as: sender, params: { ...params, id: String(made.body?.id) } };
  const writer = { ...one, as };
  const code = async () => (await call("activateSeries", one)).body?.code;
  expect((await call("activateSeries", writer)).status).toBe(403);
  expect(await code()).toBe("series_without_steps");
  const step = await call("addSeriesStep", { ...writer, body: { subject: "One", ...times } });
  const onStep = { ...one, params: { ...one.params, step: String(step.body?.id) } };
  const write = (revision: number, content: string) => ({
    ...onStep,
    body: { revision, subject: "One", preheader: "", content, ...times },
  });
  expect(await code()).toBe("series_step_unwritten");
  await call("updateSeriesStep", write(1, "Hello {{first_nam}}"));
  expect(await code()).toBe("series_step_unfinished");
  await call("updateSeriesStep", write(2, "Hello {{first_name|you}}"));
  expect(await code()).toBe("postal_address_missing");
  await db()
    .insert(newsletterSettings)
    .values({ organizationId: organization.id, postalAddress: "Ring 1" });
  expect((await call("activateSeries", one)).status).toBe(204);

  // What is written now is sent at once: that takes the scope to send.
  for (const [id, request] of [
    ["updateSeriesStep", { ...write(3, "Other words"), as }],
    ["addSeriesStep", { ...writer, body: { subject: "Two", ...times } }],
    ["removeSeriesStep", { ...onStep, as }],
    ["moveSeriesStep", { ...onStep, as, body: { position: 1 } }],
  ] as const) {
    expect([id, (await call(id, request)).status]).toEqual([id, 403]);
  }
  expect((await call("updateSeriesStep", write(3, "Other words"))).status).toBe(200);
  expect((await call("archiveSeries", { ...one, body: {} })).body).toMatchObject({
    code: "series_active",
  });
  expect((await call("pauseSeries", one)).status).toBe(204);
  expect((await call("pauseSeries", one)).status).toBe(204);
  expect((await call("archiveSeries", { ...writer, body: {} })).status).toBe(204);
  expect(await code()).toBe("series_archived");
  expect((await call("listSeries", writer)).body?.data).toEqual([]);
  const archived = await call("listSeries", { ...writer, query: { archived: "true" } });
  expect(archived.body?.data).toMatchObject([{ state: "paused" }]);
  await call("archiveSeries", { ...writer, body: { isArchived: false } });
  const [before] = await db().select().from(series).where(eq(series.id, one.params.id));
  expect((await call("activateSeries", one)).status).toBe(204);
  const [after] = await db().select().from(series).where(eq(series.id, one.params.id));
  expect(after?.activatedAt).toEqual(before?.activatedAt);
  expect(after?.editedAt).not.toEqual(before?.editedAt);
});

test("names, hours, days, zones, delays and places that are none are told by their field", async () => {
  const { params, listId, as } = await withList();
  const foreign = await withList();
  const made = await call("createSeries", {
    ...{ as, params, body: { name: "Welcome", audienceId: listId } },
  });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  const told = async (id: string, request: Parameters<typeof call>[1]) => {
    const { status, body } = await call(id, request);
    return [status, ...Object.keys(body?.errors ?? {}).map((name) => name.replace(/[.]\d+$/, ""))];
  };
  for (const name of ["", "Hi\r\nBcc: eve@mail.example", "x".repeat(101), "Hi\0"]) {
    const body = { name, audienceId: listId };
    expect([name, await told("createSeries", { as, params, body })]).toEqual([name, [422, "name"]]);
  }
  const unknown = { name: "Welcome", audienceId: foreign.listId };
  expect((await call("createSeries", { as, params, body: unknown })).body).toMatchObject({
    ...{ status: 422, code: "series_audience_unknown" },
  });
  const nothing = { name: "Welcome", audienceId: "readers" };
  expect(await told("createSeries", { as, params, body: nothing })).toEqual([422, "audienceId"]);
  const hours = {
    ...{ name: "Welcome", opensAt: 9, closesAt: 17, weekdays: ["monday", "sunday"] },
    ...{ timeZone: "Europe/Berlin", includesImports: true },
  };
  for (const [field, value] of [
    ["opensAt", 24],
    ["opensAt", 8.5],
    ["closesAt", 25],
    ["weekdays", []],
    ["weekdays", [1]],
    ["weekdays", ["someday"]],
    ["timeZone", "+02:00"],
    ["includesImports", "perhaps"],
  ] as const) {
    const request = { ...one, body: { ...hours, [field]: value } };
    expect([field, value, ...(await told("updateSeries", request))]).toEqual([
      ...[field, value],
      ...[422, field],
    ]);
  }
  for (const opensAt of [17, 23]) {
    expect(
      (await call("updateSeries", { ...one, body: { ...hours, opensAt } })).body,
    ).toMatchObject({ status: 422, code: "series_hours_invalid" });
  }
  expect((await call("updateSeries", { ...one, body: hours })).status).toBe(204);
  expect((await call("getSeries", one)).body?.series).toMatchObject(hours);
  const step = { subject: "One", ...times };
  for (const [field, value] of [
    ["delay", -1],
    ["delay", 1_000],
    ["unit", "weeks"],
    ["countedFrom", "never"],
    ["subject", ""],
  ] as const) {
    const request = { ...one, body: { ...step, [field]: value } };
    expect([field, ...(await told("addSeriesStep", request))]).toEqual([field, 422, field]);
  }
  const added = await call("addSeriesStep", { ...one, body: step });
  const onStep = { ...one, params: { ...one.params, step: String(added.body?.id) } };
  expect(await told("moveSeriesStep", { ...onStep, body: { position: 0 } })).toEqual([
    ...[422, "position"],
  ]);
  const nobodys = { ...one, params: { ...one.params, step: crypto.randomUUID() } };
  expect((await call("moveSeriesStep", { ...nobodys, body: { position: 1 } })).status).toBe(404);
  const theirs = {
    ...onStep,
    as: foreign.as,
    params: { ...onStep.params, slug: foreign.params.slug },
  };
  expect((await call("removeSeriesStep", theirs)).status).toBe(404);
});

test("a program lists who is inside a series, and who was", async () => {
  const { params, organization, listId, as } = await withList();
  const made = await call("createSeries", {
    ...{ as, params, body: { name: "Welcome", audienceId: listId } },
  });
  const seriesId = String(made.body?.id);
  const one = { as, params: { ...params, id: seriesId } };
  const [inside, left, earlier] = [
    await aReader(db(), organization, listId),
    await aReader(db(), organization, listId),
    await aReader(db(), organization, listId),
  ];
  const row = { organizationId: organization.id, seriesId, joinedAt: new Date(), plan: 1 };
  const endedAt = new Date();
  await db()
    .insert(seriesPeople)
    .values([
      { ...row, subscriberId: inside },
      { ...row, subscriberId: left, endedAt, endedReason: "left" },
      { ...row, subscriberId: earlier, endedAt, endedReason: "earlier" },
    ]);
  const ids = async (query: Record<string, string> = {}) => {
    const { body } = await call("listSeriesPeople", { ...one, query });
    return ((body?.data ?? []) as { id: string }[]).map(({ id }) => id).toSorted();
  };
  expect(await ids()).toEqual([inside, left].toSorted());
  expect(await ids({ inside: "true" })).toEqual([inside]);
  expect(await ids({ inside: "false" })).toEqual([left]);
});
