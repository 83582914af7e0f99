import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  campaigns,
  deals,
  memberships,
  organizations,
  plans,
  tokenUsage,
  user,
} from "#drizzle/tables.ts";
import { drivers, testDatabase } from "../database.ts";
import { insertTenant, type Tenant } from "../drizzle/schema/tenant.ts";

const database = testDatabase();
let tenant: Tenant;
beforeAll(async () => {
  tenant = await insertTenant(database.on["postgres-js direct"]);
  await insertTenant(database.on["postgres-js direct"]);
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an organization is read with everything that is its own, and nothing else", async () => {
    const { organizationId, userId, ...ids } = tenant;
    const found = await db().query.organizations.findFirst({
      where: eq(organizations.id, organizationId),
      with: {
        memberships: { with: { user: true } },
        invitations: true,
        apiKeys: true,
        auditEvents: { with: { actor: true } },
        subscriptions: { with: { plan: true } },
        usage: true,
        usageHours: true,
        creditGrants: true,
        polarCustomers: { with: { organization: true } },
        lists: { with: { subscriptions: { with: { subscriber: true } }, campaigns: true } },
        subscribers: { with: { sends: true } },
        companies: { with: { contacts: true } },
        contacts: { with: { company: true, owner: true } },
        pipelines: { with: { deals: true } },
        deals: { with: { activities: { with: { actor: true } } } },
      },
    });
    expect(found).toMatchObject({
      memberships: [{ user: { id: userId } }],
      invitations: [{ email: "b@example.test" }],
      apiKeys: [{ scopes: [] }],
      auditEvents: [{ actor: { id: userId } }],
      subscriptions: [{ plan: {} }],
      usage: [{ creditsUsed: 7 }],
      usageHours: [{ hour: new Date("2026-05-01T10:00:00Z"), calls: 1 }],
      creditGrants: [{ credits: 100 }],
      polarCustomers: [{ organization: { id: organizationId } }],
      lists: [
        {
          id: ids.listId,
          subscriptions: [{ subscriber: { id: ids.subscriberId } }],
          campaigns: [{ id: ids.campaignId }],
        },
      ],
      subscribers: [{ sends: [{ campaignId: ids.campaignId, status: "queued" }] }],
      companies: [{ contacts: [{ id: ids.contactId }] }],
      contacts: [{ company: { id: ids.companyId }, owner: { id: userId } }],
      pipelines: [{ deals: [{ id: ids.dealId }] }],
      deals: [{ activities: [{ body: "Called", actor: { id: userId } }] }],
    });
    expect(found?.createdAt).toBeInstanceOf(Date);
    expect(found?.subscriptions[0]?.polarEventAt).toBe("-infinity");
  });

  test("a row is read with what it belongs to", async () => {
    const { organizationId, userId, ...ids } = tenant;
    const deal = await db().query.deals.findFirst({
      where: eq(deals.id, ids.dealId),
      with: { organization: true, contact: true, pipeline: true, owner: true },
    });
    expect(deal).toMatchObject({
      organization: { id: organizationId },
      contact: { id: ids.contactId },
      pipeline: { id: ids.pipelineId },
      owner: { id: userId },
    });
    const campaign = await db().query.campaigns.findFirst({
      where: eq(campaigns.id, ids.campaignId),
      with: { list: true, sends: { with: { subscriber: true, campaign: true } } },
    });
    expect(campaign).toMatchObject({
      list: { id: ids.listId },
      sends: [{ subscriber: { id: ids.subscriberId }, campaign: { id: ids.campaignId } }],
    });
    const person = await db().query.user.findFirst({
      where: eq(user.id, userId),
      with: {
        sessions: true,
        accounts: true,
        memberships: { with: { organization: true } },
        profiles: true,
      },
    });
    expect(person).toMatchObject({
      sessions: [],
      memberships: [{ organization: { id: organizationId } }],
      profiles: [{ defaultModel: "gpt-4o-mini" }],
    });
    const call = await db().query.tokenUsage.findFirst({
      where: eq(tokenUsage.userId, userId),
      with: { user: true },
    });
    expect(call).toMatchObject({ user: { id: userId } });
  });

  test("what is not there is undefined, and a list of nothing is empty", async () => {
    const where = eq(memberships.userId, "nobody");
    expect(await db().query.memberships.findFirst({ where, with: { user: true } })).toBeUndefined();
    expect(await db().query.memberships.findMany({ where })).toEqual([]);
    const free = await db().query.plans.findFirst({
      where: eq(plans.slug, "nothing"),
      with: { subscriptions: true },
    });
    expect(free).toBeUndefined();
  });
});
