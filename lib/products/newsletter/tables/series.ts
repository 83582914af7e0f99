import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId } from "#lib/organizations/schema.ts";
import { lists, segments } from "./audience.ts";

export const weekdays = [
  ...(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const),
] as const;

/**
 * Mails that each person gets after joining a list or a segment, one after the other: docs/newsletter-series.md.
 *
 * | state  | `activated_at` | `paused_at` |
 * |--------|----------------|-------------|
 * | draft  | null           | null        |
 * | active | set            | null        |
 * | paused | set            | set         |
 */
export const series = pgTable(
  "series",
  {
    id: id(),
    organizationId: organizationId(),
    name: text("name").notNull(),
    /** What people join: a list, or a segment. */
    listId: uuid("list_id"),
    segmentId: uuid("segment_id"),
    /** Whether someone whom an import puts there starts as well. */
    includesImports: boolean("includes_imports").notNull().default(false),
    /** Between which hours of the clock mails go out, 0 to 24, and on which days. */
    opensAt: integer("opens_at").notNull().default(0),
    closesAt: integer("closes_at").notNull().default(24),
    weekdays: text("weekdays", { enum: weekdays })
      .array()
      .notNull()
      .default([...weekdays]),
    /** The zone of that clock, as IANA names it. */
    timeZone: text("time_zone").notNull().default("UTC"),
    /** Who joined before it does not start. */
    activatedAt: moment("activated_at"),
    pausedAt: moment("paused_at"),
    /** `member`, or what the sender stopped at, as of campaigns. */
    pausedReason: text("paused_reason"),
    archivedAt: moment("archived_at"),
    /** Grows with each change of what is sent when; people whose plan is an older one are planned again. */
    plan: integer("plan").notNull().default(1),
    /** When it last was edited or resumed while people were inside. */
    editedAt: moment("edited_at"),
    /** Up to when those who joined are inside. Of a segment: when it was last read to its end. */
    joinedUntil: moment("joined_until"),
    /** Of a segment that is being read: the last person. */
    lastSubscriberId: uuid("last_subscriber_id"),
    changedAt: moment("changed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "series_list",
      columns: [table.organizationId, table.listId],
      foreignColumns: [lists.organizationId, lists.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "series_segment",
      columns: [table.organizationId, table.segmentId],
      foreignColumns: [segments.organizationId, segments.id],
    }).onDelete("cascade"),
    check(
      "series_one_trigger_check",
      sql`(${table.listId} is null) <> (${table.segmentId} is null)`,
    ),
    check(
      "series_hours_check",
      sql`${table.opensAt} >= 0 and ${table.opensAt} < ${table.closesAt} and ${table.closesAt} <= 24`,
    ),
    check(
      "series_weekdays_check",
      sql`cardinality(${table.weekdays}) > 0 and ${table.weekdays} <@ ${sql.raw(
        `array[${weekdays.map((day) => `'${day}'`).join(", ")}]`,
      )}`,
    ),
    unique("series_organization_id").on(table.organizationId, table.id),
    index("series_created").on(table.organizationId, table.createdAt, table.id),
    index("series_list_id_index").on(table.listId),
    index("series_segment_id_index").on(table.segmentId),
    index("series_active")
      .on(table.id)
      .where(
        sql`${table.activatedAt} is not null and ${table.pausedAt} is null and ${table.archivedAt} is null`,
      ),
  ],
);
