import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId } from "#lib/organizations/schema.ts";
import { subscribers } from "./audience.ts";
import { campaigns } from "./campaigns.ts";
import { series } from "./series.ts";

/**
 * The steps of a series in their order. What a step says is the campaign, which no list of campaigns shows;
 * whoever has a row of `campaign_sends` for it has got it, however often the steps are moved.
 */
export const seriesSteps = pgTable(
  "series_steps",
  {
    campaignId: uuid("campaign_id").notNull(),
    organizationId: organizationId(),
    seriesId: uuid("series_id").notNull(),
    position: integer("position").notNull(),
    /** How long after `counted_from` it is sent. */
    delay: integer("delay").notNull(),
    unit: text("unit", { enum: ["hours", "days"] }).notNull(),
    /** `joining`, or the mail of the series that the person got before. */
    countedFrom: text("counted_from", { enum: ["joining", "before"] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId] }),
    foreignKey({
      name: "series_steps_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "series_steps_series",
      columns: [table.organizationId, table.seriesId],
      foreignColumns: [series.organizationId, series.id],
    }).onDelete("cascade"),
    check("series_steps_unit_check", sql`${table.unit} in ('hours', 'days')`),
    check("series_steps_counted_from_check", sql`${table.countedFrom} in ('joining', 'before')`),
    check("series_steps_delay_check", sql`${table.delay} >= 0`),
    index("series_steps_order").on(table.seriesId, table.position),
  ],
);

/** Who is, or was, inside a series: once, also for those who join again. */
export const seriesPeople = pgTable(
  "series_people",
  {
    organizationId: organizationId(),
    seriesId: uuid("series_id").notNull(),
    subscriberId: uuid("subscriber_id").notNull(),
    /** From the row of their list, or when they were found in the segment. */
    joinedAt: moment("joined_at").notNull(),
    /** When the clock looks at them next. It changes with each look. */
    dueAt: moment("due_at").notNull().defaultNow(),
    /** The plan of the series that their next mail was chosen by. */
    plan: integer("plan").notNull(),
    endedAt: moment("ended_at"),
    /** `finished`, `left`; `earlier` and `imported` were in the segment and never started. */
    endedReason: text("ended_reason", { enum: ["finished", "left", "earlier", "imported"] }),
  },
  (table) => [
    primaryKey({ columns: [table.seriesId, table.subscriberId] }),
    foreignKey({
      name: "series_people_series",
      columns: [table.organizationId, table.seriesId],
      foreignColumns: [series.organizationId, series.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "series_people_subscriber",
      columns: [table.organizationId, table.subscriberId],
      foreignColumns: [subscribers.organizationId, subscribers.id],
    }).onDelete("cascade"),
    check(
      "series_people_ended_check",
      sql`(${table.endedAt} is null) = (${table.endedReason} is null)`,
    ),
    check(
      "series_people_ended_reason_check",
      sql`${table.endedReason} in ('finished', 'left', 'earlier', 'imported')`,
    ),
    index("series_people_due").on(table.seriesId, table.dueAt).where(sql`${table.endedAt} is null`),
    index("series_people_plan").on(table.seriesId, table.plan).where(sql`${table.endedAt} is null`),
    index("series_people_joined").on(table.seriesId, table.joinedAt, table.subscriberId),
    index("series_people_subscriber_id_index").on(table.subscriberId),
  ],
);
