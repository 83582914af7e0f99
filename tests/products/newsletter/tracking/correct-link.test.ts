import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { auditEvents, campaignLinks } from "#drizzle/tables.ts";
import { clickPath } from "#lib/products/newsletter/tracking/addresses.ts";
import { correctLink } from "#lib/products/newsletter/tracking/correct-link.ts";
import { readCorrections } from "#lib/products/newsletter/tracking/corrections.ts";
import { signClick } from "#lib/products/newsletter/tracking/links.ts";
import { mostCorrections } from "#lib/products/newsletter/tracking/rules.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { team } from "../../../organizations/team.ts";
import { aReadyDraft } from "../campaigns.ts";
import { stubRoutes } from "../public/audience.ts";

const database = testDatabase();
beforeAll(() => stubRoutes(database));
afterAll(() => vi.unstubAllEnvs());

const wrong = "https://example.com/sprnig?who={{email}}";
const right = "https://example.com/spring#part-2";

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** A campaign with a link that is wrong, and one to write to. */
  async function sentCampaign() {
    const organization = await team(db());
    const { id: organizationId, owner } = organization;
    const { id } = await aReadyDraft(db(), { id: organizationId, ownerId: owner.userId });
    const row = { campaignId: id, organizationId };
    await db()
      .insert(campaignLinks)
      .values([
        { ...row, number: 0, target: wrong },
        { ...row, number: 1, target: "mailto:ada@example.com" },
      ]);
    const corrected = async () => (await readCorrections(db())).get(`${id} 0`);
    return { ...organization, organizationId, id, corrected };
  }

  test("an owner corrects where a link leads, takes it back, and nobody else does", async () => {
    const { owner, join, id, organizationId, corrected } = await sentCampaign();
    const correct = async (actor: typeof owner, target: string, number = 0) =>
      (await correctLink(db(), actor, { id, number, target })).outcome;
    expect(await correct(await join("admin"), right)).toBe("forbidden");
    expect(await correct((await sentCampaign()).owner, right)).toBe("not_found");
    expect(await corrected()).toBeUndefined();
    expect(await correct(owner, right, 1)).toBe("link_unknown");
    expect(await correct(owner, right, 2)).toBe("link_unknown");
    for (const bad of [
      "http://example.com/",
      "https://",
      "https://{{email}}.example/",
      `${right}?{{email}}`,
    ]) {
      expect([bad, await correct(owner, bad)]).toEqual([bad, "link_unreadable"]);
    }
    expect(await correct(owner, right)).toBe("done");
    expect(await correct(owner, right)).toBe("unchanged");
    expect(await corrected()).toBe(right);
    expect(await correct(owner, wrong)).toBe("done");
    expect(await corrected()).toBeUndefined();
    const events = await db()
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.organizationId, organizationId));
    expect(events.filter(({ action }) => action === "campaign.link_corrected")).toMatchObject([
      { targetType: "campaign", targetId: id, metadata: { name: "News" } },
      { targetId: id },
    ]);
  });

  test("an organization has a limit of corrected links, and can change the ones it has", async () => {
    const { owner, id, organizationId } = await sentCampaign();
    await db()
      .insert(campaignLinks)
      .values(
        Array.from({ length: mostCorrections }, (_, place) => ({
          ...{ campaignId: id, organizationId, number: place + 2, target: wrong, corrected: right },
        })),
      );
    const correct = async (number: number) =>
      (await correctLink(db(), owner, { id, number, target: `${right}-new` })).outcome;
    expect(await correct(0)).toBe("too_many_corrections");
    expect(await correct(2)).toBe("done");
  });

  test("a click leads where the link was corrected to, and nowhere with a changed token", async () => {
    const { owner, id, organizationId } = await sentCampaign();
    const mail = { organizationId, campaignId: id, id: crypto.randomUUID() };
    const follow = async (number: number, target: string, path = target) => {
      vi.resetModules();
      const { GET } = await import("#app/newsletter/click/[token]/route.newsletter.ts");
      const token = await signClick({ ...mail, number }, target);
      const request = new Request(`http://localhost:3000${clickPath(token, path)}`);
      const answer = await GET(request, { params: Promise.resolve({ token }) });
      return [answer.status, answer.headers.get("location")];
    };
    const sent = "https://example.com/sprnig?who=ada@example.com";
    expect(await follow(0, sent)).toEqual([302, sent]);
    await correctLink(db(), owner, { id, number: 0, target: right });
    expect(await follow(0, sent)).toEqual([302, right]);
    expect(await follow(2, sent)).toEqual([302, sent]);
    expect(await follow(0, sent, right)).toEqual([404, null]);
  });
});
