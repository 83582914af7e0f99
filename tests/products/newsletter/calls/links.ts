import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { campaignLinks, campaignRuns, newsletterSettings } from "#drizzle/tables.ts";
import { call } from "#tests/api/api.ts";
import { db, setUp } from "#tests/api/calls/set-up.ts";
import { aReadyDraft, putCampaign } from "../campaigns.ts";

const withDraft = async () => {
  const found = await setUp("owner");
  const { id } = await aReadyDraft(db(), { id: found.id, ownerId: found.userId });
  const read = (await found.key(["newsletter.read"])).key;
  return { ...found, campaignId: id, as: read, one: { params: { ...found.params, id } } };
};

test("a program is told what to look at before a campaign is sent", async () => {
  const { id: organizationId, campaignId, as, one } = await withDraft();
  const checked = () => call("checkCampaign", { as, ...one });
  expect(await checked()).toMatchObject({ status: 200, body: { recipients: 1, findings: [] } });
  await putCampaign(db(), campaignId, {
    content: "[read](http://example.com/)\n\n{{first_nam}}",
    bareFields: ["name"],
  });
  await db()
    .update(newsletterSettings)
    .set({ postalAddress: "" })
    .where(eq(newsletterSettings.organizationId, organizationId));
  const { body } = await checked();
  expect(body?.findings).toMatchObject([
    { isError: true, place: "content", text: expect.stringContaining("Line 3") },
    { isError: true, place: "settings" },
    { isError: false, place: "content", text: expect.stringContaining("{{name}}") },
    { isError: false, place: "content", text: expect.stringContaining("not encrypted") },
  ]);
  await putCampaign(db(), campaignId, { status: "scheduled", startedAt: new Date() });
  expect(await checked()).toMatchObject({ status: 409, body: { code: "campaign_started" } });
  const stranger = await withDraft();
  expect((await call("checkCampaign", { as: stranger.as, ...one })).status).toBe(404);
  const foreign = { as: stranger.as, params: { ...stranger.params, id: campaignId } };
  expect((await call("checkCampaign", foreign)).status).toBe(404);
});

test("an owner corrects a link of a campaign that was sent, to an https address", async () => {
  const { id: organizationId, campaignId, visitor, as, one } = await withDraft();
  const row = { campaignId, organizationId };
  const correct = (body: object, who: typeof visitor | string = visitor) =>
    call("correctCampaignLink", { as: who, ...one, body });
  const target = "https://example.com/spring";
  expect(await correct({ number: 0, target })).toMatchObject({
    status: 422,
    body: { code: "link_unknown" },
  });
  await db().insert(campaignRuns).values(row);
  await db()
    .insert(campaignLinks)
    .values([
      { ...row, number: 0, target: "https://example.com/sprnig" },
      { ...row, number: 1, target: "mailto:ada@example.com" },
    ]);
  for (const [number, bad] of [
    ...["http://example.com/", "//example.com/", "javascript:alert(1)", "/a", "", "https://"].map(
      (text) => [0, text],
    ),
    ...["https://example.com/{{email}}", `https://example.com/${"x".repeat(2_000)}`].map((text) => [
      0,
      text,
    ]),
    ...[1, 2, -1, 0.5, 1e12, "x", null].map((other) => [other, target]),
  ]) {
    expect([number, bad, (await correct({ number, target: bad })).status]).toEqual([
      number,
      bad,
      422,
    ]);
  }
  expect((await correct({ number: 0, target })).status).toBe(204);
  expect((await correct({ number: 0, target })).status).toBe(204);
  const links = async () => (await call("getCampaignFigures", { as, ...one })).body?.links;
  const original = "https://example.com/sprnig";
  expect(await links()).toMatchObject([{ number: 0, target, original }, { original: null }]);
  expect((await correct({ number: 0, target: original })).status).toBe(204);
  expect(await links()).toMatchObject([{ target: original, original: null }, {}]);
  expect((await correct({ number: 0, target }, as)).status).toBe(403);
});
