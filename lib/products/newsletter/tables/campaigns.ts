import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId } from "#lib/organizations/schema.ts";
import { lists, segments } from "./audience.ts";
import { series } from "./series.ts";

/**
 * A letter to many. `status` keeps its three values; what it is doing is in the columns beside it:
 *
 * | state     | status    | beside it                                          |
 * |-----------|-----------|----------------------------------------------------|
 * | draft     | draft     |                                                    |
 * | scheduled | scheduled | `scheduled_at`                                     |
 * | sending   | scheduled | `started_at`                                       |
 * | paused    | scheduled | `paused_at`, `paused_reason`                       |
 * | held      | scheduled | `held_at`, `held_reason`: before or while it sends |
 * | sent      | sent      | `finished_at`                                      |
 * | cancelled | sent      | `cancelled_at`; scheduled while its queue is emptied |
 */
export const campaigns = pgTable(
  "campaigns",
  {
    id: id(),
    organizationId: organizationId(),
    /** The first list it goes to; more of them, segments and what is left out are `campaign_audience`. */
    listId: uuid("list_id").notNull(),
    /** The series that it is, or was, a step of: then it is on no page and in no list of campaigns. */
    seriesId: uuid("series_id"),
    subject: text("subject").notNull(),
    preheader: text("preheader").notNull().default(""),
    /** Markdown. */
    content: text("content").notNull().default(""),
    /** How many places of the content must be mended before it can be sent. */
    problemCount: integer("problem_count").notNull().default(0),
    /** The fields that its words name, and those of them that have nothing for people without a value. */
    fieldNames: text("field_names").array().notNull().default([]),
    bareFields: text("bare_fields").array().notNull().default([]),
    /** Whether it goes to `listId`; a campaign that goes to segments alone keeps the list that it had. */
    isToList: boolean("is_to_list").notNull().default(true),
    status: text("status", { enum: ["draft", "scheduled", "sent"] })
      .notNull()
      .default("draft"),
    scheduledAt: moment("scheduled_at"),
    /** The zone that the time was chosen in, as IANA names it. */
    timeZone: text("time_zone"),
    startedAt: moment("started_at"),
    pausedAt: moment("paused_at"),
    /**
     * `member`, or what the sender stopped at: `bounces`, `complaints`, `connection`, `credits`, `payment`,
     * `refused`, `uncertain`.
     */
    pausedReason: text("paused_reason"),
    heldAt: moment("held_at"),
    /** `late`. */
    heldReason: text("held_reason"),
    cancelledAt: moment("cancelled_at"),
    finishedAt: moment("finished_at"),
    archivedAt: moment("archived_at"),
    /** Whether the public archive and the feeds show it, once it was sent. */
    isPublic: boolean("is_public").notNull().default(false),
    isTracked: boolean("is_tracked").notNull().default(true),
    /** A second subject to try; null without a test. */
    subjectB: text("subject_b"),
    /** How many in a hundred people get the test, half of them each subject. */
    testShare: integer("test_share"),
    /** After how many minutes clicks decide; null when a member does. */
    testMinutes: integer("test_minutes"),
    /** The subject that the rest got: `a` or `b`. */
    testWinner: text("test_winner", { enum: ["a", "b"] }),
    /** Grows with each change, so that two people do not write over each other. */
    revision: integer("revision").notNull().default(1),
    changedAt: moment("changed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "campaigns_list",
      columns: [table.organizationId, table.listId],
      foreignColumns: [lists.organizationId, lists.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "campaigns_series",
      columns: [table.organizationId, table.seriesId],
      foreignColumns: [series.organizationId, series.id],
    }).onDelete("cascade"),
    check("campaigns_status_check", sql`${table.status} in ('draft', 'scheduled', 'sent')`),
    unique("campaigns_organization_id").on(table.organizationId, table.id),
    index("campaigns_list_id_index").on(table.listId),
    index("campaigns_series_id_index").on(table.seriesId).where(sql`${table.seriesId} is not null`),
    index("campaigns_created").on(table.organizationId, table.createdAt, table.id),
    index("campaigns_due").on(table.scheduledAt).where(sql`${table.status} = 'scheduled'`),
  ],
);

/** Further lists and segments of a campaign, and those that are left out. */
export const campaignAudience = pgTable(
  "campaign_audience",
  {
    id: id(),
    organizationId: organizationId(),
    campaignId: uuid("campaign_id").notNull(),
    listId: uuid("list_id"),
    segmentId: uuid("segment_id"),
    isExcluded: boolean("is_excluded").notNull().default(false),
  },
  (table) => [
    foreignKey({
      name: "campaign_audience_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "campaign_audience_list",
      columns: [table.organizationId, table.listId],
      foreignColumns: [lists.organizationId, lists.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "campaign_audience_segment",
      columns: [table.organizationId, table.segmentId],
      foreignColumns: [segments.organizationId, segments.id],
    }).onDelete("cascade"),
    check(
      "campaign_audience_one_check",
      sql`(${table.listId} is null) <> (${table.segmentId} is null)`,
    ),
    unique("campaign_audience_list_once").on(table.campaignId, table.listId),
    unique("campaign_audience_segment_once").on(table.campaignId, table.segmentId),
    index("campaign_audience_list_id_index").on(table.listId),
    index("campaign_audience_segment_id_index").on(table.segmentId),
  ],
);

/** What a campaign sends, frozen when it starts: subject, sender and content, compiled into pieces. */
export const campaignLetters = pgTable(
  "campaign_letters",
  {
    campaignId: uuid("campaign_id").notNull(),
    organizationId: organizationId(),
    letter: jsonb("letter").notNull(),
    /** Of the step of a series, which may be written while it is sent: the revision that was frozen. */
    revision: integer("revision"),
    frozenAt: moment("frozen_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId] }),
    foreignKey({
      name: "campaign_letters_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
  ],
);

/** The links of a letter, by their number in it. `target` can be corrected after sending. */
export const campaignLinks = pgTable(
  "campaign_links",
  {
    campaignId: uuid("campaign_id").notNull(),
    organizationId: organizationId(),
    number: integer("number").notNull(),
    target: text("target").notNull(),
    /** Where it leads since an owner corrected it. */
    corrected: text("corrected"),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.number] }),
    foreignKey({
      name: "campaign_links_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
    index("campaign_links_corrected")
      .on(table.organizationId)
      .where(sql`${table.corrected} is not null`),
  ],
);
