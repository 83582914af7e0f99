import { relations } from "drizzle-orm";
import { apiUsage, creditGrants, usageHours } from "#lib/billing/metering/schema.ts";
import { plans, polarCustomers, subscriptions } from "#lib/billing/schema.ts";
import { account, session, user } from "#lib/identity/schema.ts";
import {
  apiKeys,
  auditEvents,
  invitations,
  memberships,
  organizations,
} from "#lib/organizations/schema.ts";
import { promptLogs, tokenUsage, userProfiles } from "#lib/products/ai/schema.ts";
import { activities, companies, contacts, deals, pipelines } from "#lib/products/crm/schema.ts";
import {
  campaignSends,
  campaigns,
  listSubscriptions,
  lists,
  subscribers,
} from "#lib/products/newsletter/schema.ts";

export const userRelations = relations(user, ({ many }) => ({
  sessions: many(session),
  accounts: many(account),
  memberships: many(memberships),
  profiles: many(userProfiles),
}));

export const sessionRelations = relations(session, ({ one }) => ({
  user: one(user, { fields: [session.userId], references: [user.id] }),
}));

export const accountRelations = relations(account, ({ one }) => ({
  user: one(user, { fields: [account.userId], references: [user.id] }),
}));

export const organizationRelations = relations(organizations, ({ many }) => ({
  memberships: many(memberships),
  invitations: many(invitations),
  apiKeys: many(apiKeys),
  auditEvents: many(auditEvents),
  subscriptions: many(subscriptions),
  usage: many(apiUsage),
  usageHours: many(usageHours),
  creditGrants: many(creditGrants),
  polarCustomers: many(polarCustomers),
  lists: many(lists),
  subscribers: many(subscribers),
  companies: many(companies),
  contacts: many(contacts),
  pipelines: many(pipelines),
  deals: many(deals),
}));

export const membershipRelations = relations(memberships, ({ one }) => ({
  organization: one(organizations, {
    fields: [memberships.organizationId],
    references: [organizations.id],
  }),
  user: one(user, { fields: [memberships.userId], references: [user.id] }),
}));

export const invitationRelations = relations(invitations, ({ one }) => ({
  organization: one(organizations, {
    fields: [invitations.organizationId],
    references: [organizations.id],
  }),
}));

export const apiKeyRelations = relations(apiKeys, ({ one }) => ({
  organization: one(organizations, {
    fields: [apiKeys.organizationId],
    references: [organizations.id],
  }),
}));

export const auditEventRelations = relations(auditEvents, ({ one }) => ({
  organization: one(organizations, {
    fields: [auditEvents.organizationId],
    references: [organizations.id],
  }),
  actor: one(user, { fields: [auditEvents.actorId], references: [user.id] }),
}));

export const planRelations = relations(plans, ({ many }) => ({
  subscriptions: many(subscriptions),
}));

export const subscriptionRelations = relations(subscriptions, ({ one }) => ({
  organization: one(organizations, {
    fields: [subscriptions.organizationId],
    references: [organizations.id],
  }),
  plan: one(plans, { fields: [subscriptions.planId], references: [plans.id] }),
}));

export const apiUsageRelations = relations(apiUsage, ({ one }) => ({
  organization: one(organizations, {
    fields: [apiUsage.organizationId],
    references: [organizations.id],
  }),
}));

export const usageHourRelations = relations(usageHours, ({ one }) => ({
  organization: one(organizations, {
    fields: [usageHours.organizationId],
    references: [organizations.id],
  }),
}));

export const creditGrantRelations = relations(creditGrants, ({ one }) => ({
  organization: one(organizations, {
    fields: [creditGrants.organizationId],
    references: [organizations.id],
  }),
}));

export const polarCustomerRelations = relations(polarCustomers, ({ one }) => ({
  organization: one(organizations, {
    fields: [polarCustomers.organizationId],
    references: [organizations.id],
  }),
}));

export const listRelations = relations(lists, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [lists.organizationId],
    references: [organizations.id],
  }),
  subscriptions: many(listSubscriptions),
  campaigns: many(campaigns),
}));

export const subscriberRelations = relations(subscribers, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [subscribers.organizationId],
    references: [organizations.id],
  }),
  subscriptions: many(listSubscriptions),
  sends: many(campaignSends),
}));

export const listSubscriptionRelations = relations(listSubscriptions, ({ one }) => ({
  list: one(lists, { fields: [listSubscriptions.listId], references: [lists.id] }),
  subscriber: one(subscribers, {
    fields: [listSubscriptions.subscriberId],
    references: [subscribers.id],
  }),
}));

export const campaignRelations = relations(campaigns, ({ one, many }) => ({
  list: one(lists, { fields: [campaigns.listId], references: [lists.id] }),
  sends: many(campaignSends),
}));

export const campaignSendRelations = relations(campaignSends, ({ one }) => ({
  campaign: one(campaigns, { fields: [campaignSends.campaignId], references: [campaigns.id] }),
  subscriber: one(subscribers, {
    fields: [campaignSends.subscriberId],
    references: [subscribers.id],
  }),
}));

export const companyRelations = relations(companies, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [companies.organizationId],
    references: [organizations.id],
  }),
  contacts: many(contacts),
}));

export const contactRelations = relations(contacts, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [contacts.organizationId],
    references: [organizations.id],
  }),
  company: one(companies, { fields: [contacts.companyId], references: [companies.id] }),
  owner: one(user, { fields: [contacts.ownerId], references: [user.id] }),
  deals: many(deals),
}));

export const pipelineRelations = relations(pipelines, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [pipelines.organizationId],
    references: [organizations.id],
  }),
  deals: many(deals),
}));

export const dealRelations = relations(deals, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [deals.organizationId],
    references: [organizations.id],
  }),
  contact: one(contacts, { fields: [deals.contactId], references: [contacts.id] }),
  pipeline: one(pipelines, { fields: [deals.pipelineId], references: [pipelines.id] }),
  owner: one(user, { fields: [deals.ownerId], references: [user.id] }),
  activities: many(activities),
}));

export const activityRelations = relations(activities, ({ one }) => ({
  deal: one(deals, { fields: [activities.dealId], references: [deals.id] }),
  actor: one(user, { fields: [activities.actorId], references: [user.id] }),
}));

export const userProfileRelations = relations(userProfiles, ({ one }) => ({
  user: one(user, { fields: [userProfiles.userId], references: [user.id] }),
}));

export const tokenUsageRelations = relations(tokenUsage, ({ one }) => ({
  user: one(user, { fields: [tokenUsage.userId], references: [user.id] }),
}));

export const promptLogRelations = relations(promptLogs, ({ one }) => ({
  user: one(user, { fields: [promptLogs.userId], references: [user.id] }),
}));
