import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as oneClick from "#app/api/newsletter/leave/[token]/route.newsletter.ts";
import * as click from "#app/newsletter/click/[token]/route.newsletter.ts";
import * as confirm from "#app/newsletter/confirm/[token]/route.newsletter.ts";
import * as data from "#app/newsletter/data/[token]/route.newsletter.ts";
import * as leave from "#app/newsletter/leave/[token]/route.newsletter.ts";
import * as open from "#app/newsletter/open/[token]/route.newsletter.ts";
import * as preferences from "#app/newsletter/preferences/[token]/route.newsletter.ts";
import * as view from "#app/newsletter/view/[token]/route.newsletter.ts";
import {
  campaignLinkStats,
  campaignLinks,
  campaignSends,
  campaignStats,
  subscribeRequests,
} from "#drizzle/tables.ts";
import { signPersonal } from "#lib/products/newsletter/links.ts";
import { signFresh } from "#lib/products/newsletter/public/own-data/fresh-link.ts";
import { signToken } from "#lib/products/newsletter/signed.ts";
import { signClick, signOpen } from "#lib/products/newsletter/tracking/links.ts";
import { testDatabase } from "../../../database.ts";
import { audience, everything, stubRoutes } from "./audience.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
beforeAll(() => stubRoutes(database));
afterAll(() => vi.unstubAllEnvs());

interface Link {
  route: {
    GET(
      request: Request,
      context: { params: Promise<{ token: string }> },
    ): Response | Promise<Response>;
    OPTIONS(): Response;
  };
  token: string;
  query?: string;
}

test("programs that look at every link of a mail ten times change nothing but their own counts", async () => {
  const team = await audience(db());
  const { organizationId } = team;
  const list = await team.list("Monthly");
  const campaignId = await team.campaign(list);
  const subscriberId = await team.person([list]);
  const target = "https://shop.example/a";
  await db().insert(campaignLinks).values({ campaignId, organizationId, number: 0, target });
  // They look as soon as it arrives.
  await team.send(campaignId, subscriberId);
  const ofCampaign = eq(campaignSends.campaignId, campaignId);
  await db()
    .update(campaignSends)
    .set({ status: "delivered", sentAt: sql`now()` })
    .where(ofCampaign);
  const [mail] = await db().select().from(campaignSends).where(ofCampaign);
  if (!mail) throw new Error("unreachable");
  const person = { organizationId, subscriberId, campaignId };
  const requestId = crypto.randomUUID();
  await db()
    .insert(subscribeRequests)
    .values({ id: requestId, organizationId, subscriberId, listIds: [list], consent: "Yes." });
  const links: Record<string, Link> = {
    leave: { route: leave, token: await signPersonal("leave", person) },
    "one click": { route: oneClick, token: await signPersonal("leave", person) },
    preferences: { route: preferences, token: await signPersonal("preferences", person) },
    view: { route: view, token: await signPersonal("view", person) },
    confirm: {
      route: confirm,
      token: await signToken("confirm", { ids: [requestId] }),
    },
    data: { route: data, token: await signFresh(person) },
    open: { route: open, token: await signOpen(mail) },
    click: {
      route: click,
      token: await signClick({ ...mail, number: 0 }, target),
      query: `?to=${encodeURIComponent(target)}`,
    },
  };
  const before = await everything(db());
  for (const { route, token, query = "" } of Object.values(links)) {
    for (let times = 0; times < 10; times++) {
      for (const method of ["GET", "HEAD"]) {
        const request = new Request(`http://localhost:3000/${token}${query}`, { method });
        const answer = await route.GET(request, { params: Promise.resolve({ token }) });
        expect(answer.status).toBeLessThan(500);
      }
      expect(route.OPTIONS().status).toBeLessThan(500);
    }
  }
  const counted = async () => {
    const rows = await db()
      .select()
      .from(campaignStats)
      .where(eq(campaignStats.campaignId, campaignId));
    return rows.reduce(
      (sum, row) => ({
        opens: sum.opens + row.machineOpens,
        clicks: sum.clicks + row.machineClicks,
        people: sum.people + row.opened + row.clicked + row.left,
      }),
      { opens: 0, clicks: 0, people: 0 },
    );
  };
  // Counted after the answers.
  await expect.poll(counted, { timeout: 20_000 }).toEqual({ opens: 20, clicks: 20, people: 0 });
  await db().delete(campaignStats).where(eq(campaignStats.campaignId, campaignId));
  await db().delete(campaignLinkStats).where(eq(campaignLinkStats.campaignId, campaignId));
  expect(await everything(db())).toBe(before);
});
