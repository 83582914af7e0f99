import { randomUUID } from "node:crypto";
import {
  activities,
  apiKeys,
  apiUsage,
  auditEvents,
  campaignAudience,
  campaignLetters,
  campaignLinkStats,
  campaignLinks,
  campaignRuns,
  campaignSends,
  campaignStats,
  campaigns,
  companies,
  contacts,
  creditGrants,
  deals,
  importParts,
  importProblems,
  importSubjects,
  imports,
  invitations,
  listSubscriptions,
  lists,
  newsletterReplies,
  newsletterSettings,
  orders,
  organizationSlugs,
  pipelines,
  plans,
  polarCustomers,
  promptLogs,
  segments,
  series,
  seriesPeople,
  seriesSteps,
  subscribeFormLists,
  subscribeForms,
  subscribeRequests,
  subscriberEvents,
  subscriberFields,
  subscribers,
  subscriptions,
  subscriptionTerms,
  suppressions,
  tokenUsage,
  usageHours,
  usagePeriods,
  usageReports,
  usageWarnings,
  userProfiles,
  webhookAttempts,
  webhookEndpoints,
  webhookMessages,
} from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { makeTenant } from "#tests/tenant.ts";

/** A row by its id; every insert below returns one. */
async function idOf(returning: PromiseLike<{ id: string }[]>): Promise<string> {
  const [row] = await returning;
  if (!row) throw new Error("Nothing was inserted");
  return row.id;
}

/** An organization with one person and at least one row in every table of a tenant. */
export async function insertTenant(db: DrizzleDatabase) {
  const slug = randomUUID();
  const userId = `person_${slug}`;
  const { id: organizationId } = await makeTenant(db, { slug, first: { id: userId } });
  const own = { organizationId };
  const owned = { organizationId, ownerId: userId };
  const theirs = { organizationId, userId };

  await db.insert(invitations).values({ ...own, email: "b@example.test", expiresAt: new Date() });
  await db.insert(organizationSlugs).values({ ...own, slug: `former-${slug}` });
  await db.insert(apiKeys).values({ ...own, name: "A key", prefix: "p", keyHash: slug });
  await db.insert(auditEvents).values({ ...own, actorId: userId, action: "test" });

  const [plan] = await db.select({ id: plans.id }).from(plans).limit(1);
  await db.insert(subscriptions).values({ ...own, planId: plan?.id ?? "", status: "active" });
  await db.insert(apiUsage).values({ ...own, creditsUsed: 7 });
  const hour = new Date("2026-05-01T10:00:00Z");
  await db.insert(usageHours).values({ ...own, hour, creditsUsed: 7, calls: 1 });
  await db.insert(orders).values({
    ...own,
    polarOrderId: slug,
    totalAmount: 900,
    currency: "usd",
    status: "paid",
    orderedAt: new Date(),
  });
  await db.insert(usageWarnings).values({ ...own, periodStart: hour, percent: 80 });
  await db.insert(usageReports).values({ ...own, hour });
  const month = { periodStart: hour, periodEnd: new Date(hour.getTime() + 30 * 86_400_000) };
  await db.insert(usagePeriods).values({ ...own, ...month, isTrial: false });
  await db.insert(subscriptionTerms).values({ ...own, polarSubscriptionId: crypto.randomUUID() });
  await db.insert(creditGrants).values({ ...own, credits: 100 });

  await db
    .insert(polarCustomers)
    .values({ ...own, polarCustomerId: slug, activeSubscriptions: [] });

  const listId = await idOf(
    db
      .insert(lists)
      .values({ ...owned, name: "A list" })
      .returning({ id: lists.id }),
  );
  const subscriberId = await idOf(
    db
      .insert(subscribers)
      .values({ ...owned, email: "s@example.test" })
      .returning({ id: subscribers.id }),
  );
  await db.insert(listSubscriptions).values({ ...own, listId, subscriberId });
  const campaignId = await idOf(
    db
      .insert(campaigns)
      .values({ ...own, listId, subject: "News" })
      .returning({ id: campaigns.id }),
  );
  await db.insert(campaignSends).values({ ...own, campaignId, subscriberId });
  await db.insert(subscriberFields).values({ ...own, key: "city", label: "City", kind: "text" });
  const segmentId = await idOf(
    db
      .insert(segments)
      .values({ ...owned, name: "A segment", filter: {} })
      .returning({ id: segments.id }),
  );
  const seriesId = await idOf(
    db
      .insert(series)
      .values({ ...own, name: "A series", segmentId })
      .returning({ id: series.id }),
  );
  await db.insert(seriesSteps).values({
    ...{ ...own, seriesId, campaignId, position: 1 },
    ...{ delay: 1, unit: "days", countedFrom: "joining" },
  });
  await db
    .insert(seriesPeople)
    .values({ ...own, seriesId, subscriberId, joinedAt: new Date(), plan: 1 });
  await db.insert(campaignAudience).values({ ...own, campaignId, segmentId });
  await db.insert(suppressions).values({ ...own, addressHash: slug, reason: "left" });
  await db.insert(subscriberEvents).values({ ...own, subscriberId, kind: "added" });
  await db.insert(newsletterSettings).values(own);
  await db.insert(newsletterReplies).values({ ...own, source: "standard", eventId: slug });
  await db.insert(campaignLetters).values({ ...own, campaignId, letter: {} });
  await db
    .insert(campaignLinks)
    .values({ ...own, campaignId, number: 0, target: "https://a.test" });
  await db.insert(campaignRuns).values({ ...own, campaignId });
  await db.insert(campaignStats).values({ ...own, campaignId, hour, shard: 0 });
  await db.insert(campaignLinkStats).values({ ...own, campaignId, number: 0, shard: 0 });
  const formId = await idOf(
    db
      .insert(subscribeForms)
      .values({ ...owned, name: "A form", title: "News", consent: "Yes" })
      .returning({ id: subscribeForms.id }),
  );
  await db.insert(subscribeFormLists).values({ ...own, formId, listId });
  const asked = { subscriberId, formId, listIds: [listId], consent: "Yes" };
  await db.insert(subscribeRequests).values({ ...own, ...asked });
  const file = { fileName: "a.csv", format: {}, mapping: {}, options: {} };
  const importId = await idOf(
    db
      .insert(imports)
      .values({ ...own, ...file, kind: "subscribers", parts: 1 })
      .returning({ id: imports.id }),
  );
  const part = { importId, number: 0, rows: 1, created: 1, updated: 0, unchanged: 0, refused: 1 };
  await db.insert(importParts).values({ ...own, ...part });
  const wrong = { part: 0, line: 2, reason: "malformed", cells: ["a"] };
  await db.insert(importProblems).values({ ...own, importId, ...wrong });
  const about = { part: 0, line: 3, subject: "a hash", cells: ["b"] };
  await db.insert(importSubjects).values({ ...own, importId, ...about, outcome: "created" });

  const secret = { secret: "whsec_", secretId: crypto.randomUUID() };
  const endpointId = await idOf(
    db
      .insert(webhookEndpoints)
      .values({ ...own, ...secret, url: "https://a.test", events: ["a.b"] })
      .returning({ id: webhookEndpoints.id }),
  );
  const messageId = await idOf(
    db
      .insert(webhookMessages)
      .values({ ...own, endpointId, type: "a.b", body: "{}" })
      .returning({ id: webhookMessages.id }),
  );
  await db.insert(webhookAttempts).values({ ...own, messageId, number: 1, milliseconds: 1 });

  const companyId = await idOf(
    db
      .insert(companies)
      .values({ ...own, name: "A company" })
      .returning({ id: companies.id }),
  );
  const contactId = await idOf(
    db
      .insert(contacts)
      .values({ ...owned, companyId, email: "c@example.test" })
      .returning({ id: contacts.id }),
  );
  const pipelineId = await idOf(
    db
      .insert(pipelines)
      .values({ ...own, name: "Sales" })
      .returning({ id: pipelines.id }),
  );
  const dealId = await idOf(
    db
      .insert(deals)
      .values({ ...owned, contactId, pipelineId, title: "A deal" })
      .returning({ id: deals.id }),
  );
  await db.insert(activities).values({ ...own, dealId, actorId: userId, body: "Called" });

  await db.insert(userProfiles).values(theirs);
  await db.insert(tokenUsage).values({ ...theirs, model: "m" });
  await db.insert(promptLogs).values({ ...theirs, model: "m", prompt: "Hello" });

  return {
    organizationId,
    userId,
    listId,
    subscriberId,
    campaignId,
    segmentId,
    formId,
    importId,
    endpointId,
    messageId,
    companyId,
    contactId,
    pipelineId,
    dealId,
  };
}

export type Tenant = Awaited<ReturnType<typeof insertTenant>>;
