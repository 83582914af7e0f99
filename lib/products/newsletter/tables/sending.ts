import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId } from "#lib/organizations/schema.ts";
import { subscribers } from "./audience.ts";
import { campaigns } from "./campaigns.ts";

/** One mail of a campaign to one person. The row is the queue: docs/newsletter.md. */
export const campaignSends = pgTable(
  "campaign_sends",
  {
    id: id(),
    organizationId: organizationId(),
    campaignId: uuid("campaign_id").notNull(),
    subscriberId: uuid("subscriber_id").notNull(),
    status: text("status", { enum: ["queued", "delivered", "opened", "bounced"] })
      .notNull()
      .default("queued"),
    /** When it may be sent; while a sender has it, when the claim ends. Null in rows that no run wrote. */
    dueAt: moment("due_at"),
    /** The sender that has it. */
    claimedBy: uuid("claimed_by"),
    attempts: integer("attempts").notNull().default(0),
    /** Intent: written before DATA. Without a result after it, nobody knows whether the mail went out. */
    attemptedAt: moment("attempted_at"),
    firstAttemptedAt: moment("first_attempted_at"),
    /** When it first was uncertain whether it went out, and how often it was. */
    uncertainAt: moment("uncertain_at"),
    uncertainTimes: integer("uncertain_times").notNull().default(0),
    sentAt: moment("sent_at"),
    /** What the mail server said last, such as `451 4.7.1`. */
    reply: text("reply"),
    /** Why it is not sent: `left`, `suppressed`, `cancelled`, `bounced`, `expired`, `address`, `uncertain`; `replanned` waits to be queued again by its series. */
    droppedReason: text("dropped_reason"),
    /** The subject that the person got: 1 for the second. */
    variant: integer("variant").notNull().default(0),
    firstOpenedAt: moment("first_opened_at"),
    firstClickedAt: moment("first_clicked_at"),
    bouncedAt: moment("bounced_at"),
    complainedAt: moment("complained_at"),
    unsubscribedAt: moment("unsubscribed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "campaign_sends_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "campaign_sends_subscriber",
      columns: [table.organizationId, table.subscriberId],
      foreignColumns: [subscribers.organizationId, subscribers.id],
    }).onDelete("cascade"),
    check(
      "campaign_sends_status_check",
      sql`${table.status} in ('queued', 'delivered', 'opened', 'bounced')`,
    ),
    unique("campaign_sends_campaign_subscriber").on(table.campaignId, table.subscriberId),
    index("campaign_sends_campaign_id_index").on(table.campaignId),
    index("campaign_sends_subscriber_id_index").on(table.subscriberId),
    index("campaign_sends_due")
      .on(table.campaignId, table.dueAt)
      .where(sql`${table.sentAt} is null and ${table.droppedReason} is null`),
  ],
);

/** How far the sending of a campaign has come, apart from the campaign, whose row people wait for. */
export const campaignRuns = pgTable(
  "campaign_runs",
  {
    campaignId: uuid("campaign_id").notNull(),
    organizationId: organizationId(),
    /** The last person whose row was written; the audience is complete and paid at `queuedAt`. */
    lastSubscriberId: uuid("last_subscriber_id"),
    queuedAt: moment("queued_at"),
    recipients: integer("recipients").notNull().default(0),
    /** What its emails cost, and what of it came back at its end, because some were not sent. */
    creditsSpent: count("credits_spent").notNull().default(0),
    creditsReturned: count("credits_returned").notNull().default(0),
    /** Connections that failed in a row. */
    failures: integer("failures").notNull().default(0),
    /** When bounces or complaints paused it. Once: who resumed it has decided. */
    trippedAt: moment("tripped_at"),
    startedAt: moment("started_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId] }),
    foreignKey({
      name: "campaign_runs_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
    index("campaign_runs_open").on(table.startedAt).where(sql`${table.finishedAt} is null`),
  ],
);

/** Figures of a campaign by the hour, in shards, so that a burst of opens never waits for one row. */
export const campaignStats = pgTable(
  "campaign_stats",
  {
    campaignId: uuid("campaign_id").notNull(),
    organizationId: organizationId(),
    hour: moment("hour").notNull(),
    shard: integer("shard").notNull(),
    sent: integer("sent").notNull().default(0),
    bounced: integer("bounced").notNull().default(0),
    /** Those of `bounced` that the mail server had taken first, so that they are in `sent` as well. */
    returned: integer("returned").notNull().default(0),
    complained: integer("complained").notNull().default(0),
    /** Who left by a link of this campaign. */
    left: integer("left_by_it").notNull().default(0),
    opened: integer("opened").notNull().default(0),
    clicked: integer("clicked").notNull().default(0),
    machineOpens: integer("machine_opens").notNull().default(0),
    machineClicks: integer("machine_clicks").notNull().default(0),
    uncertain: integer("uncertain").notNull().default(0),
    /** Mails that were sent to people who have been erased since. */
    erased: integer("erased").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.hour, table.shard] }),
    foreignKey({
      name: "campaign_stats_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
  ],
);

/** Clicks of each link of a campaign, in shards. */
export const campaignLinkStats = pgTable(
  "campaign_link_stats",
  {
    campaignId: uuid("campaign_id").notNull(),
    organizationId: organizationId(),
    number: integer("number").notNull(),
    shard: integer("shard").notNull(),
    clicks: integer("clicks").notNull().default(0),
    /** Those who clicked it before any other: in sum, who clicked. */
    people: integer("people").notNull().default(0),
    machineClicks: integer("machine_clicks").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.number, table.shard] }),
    foreignKey({
      name: "campaign_link_stats_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
  ],
);

/** How fast a mail server may be used, by this deployment: a bucket of tokens. */
export const sendingBuckets = pgTable("sending_buckets", {
  /** The name of the mail server, such as `smtp`. */
  provider: text("provider").primaryKey(),
  /** Thousandths of a mail that may go out now. */
  tokens: count("tokens").notNull().default(0),
  filledAt: moment("filled_at").notNull().defaultNow(),
  /** How many mails the last claim was given. */
  granted: integer("granted").notNull().default(0),
  /** What the mail server's complaints slowed it down to at `slowedAt`, in percent; it grows back. */
  pace: integer("pace").notNull().default(100),
  slowedAt: moment("slowed_at"),
  /** The day, in UTC, that `sentThatDay` counts. */
  day: moment("day"),
  sentThatDay: integer("sent_that_day").notNull().default(0),
});

/** A sender at work. Rows, because a pooler in transaction mode keeps no advisory lock. */
export const sendingSlots = pgTable(
  "sending_slots",
  {
    provider: text("provider").notNull(),
    slot: integer("slot").notNull(),
    holder: uuid("holder").notNull(),
    leaseUntil: moment("lease_until").notNull(),
    isStopping: boolean("is_stopping").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.provider, table.slot] })],
);
