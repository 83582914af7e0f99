import { sql } from "drizzle-orm";
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment, version } from "#lib/db/columns.ts";
import { user } from "#lib/identity/schema.ts";
import { roles } from "./roles.ts";

export { type Role, roles } from "./roles.ts";

export const organizations = pgTable("organizations", {
  id: id(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  clerkOrganizationId: text("clerk_organization_id").unique(),
  /** How many members it has now. Triggers of `memberships` keep it: nothing else writes it. */
  memberCount: integer("member_count").notNull().default(0),
  createdAt: createdAt(),
  deletedAt: moment("deleted_at"),
  /**
   * When an organization that its owner deleted goes for good; until then an owner may take the
   * deletion back. Null for one that Clerk deleted, which stays as a tombstone.
   */
  purgeAfter: moment("purge_after"),
  ...version(),
});

/**
 * Addresses that an organization has or had, and keeps: they lead to the one it has now. Clerk's, and
 * those given before there was this table, come into it when they are given up.
 */
export const organizationSlugs = pgTable(
  "organization_slugs",
  {
    slug: text("slug").primaryKey(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (table) => [index("organization_slugs_organization_id_index").on(table.organizationId)],
);

/** The column that every table of a tenant has. It goes when the organization goes. */
export const organizationId = () =>
  uuid("organization_id")
    .notNull()
    .references(() => organizations.id, { onDelete: "cascade" });

/** Who looks after a team's record. They may leave; the record stays. */
export const ownerId = () =>
  text("owner_id")
    .notNull()
    .references(() => user.id);

/**
 * A membership that ended stays as a tombstone (`deleted_at`), so that no late event revives it. Those
 * of a deleted person have ended too, by a trigger, whatever else is told of them.
 */
export const memberships = pgTable(
  "memberships",
  {
    id: id(),
    organizationId: organizationId(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /**
     * What they may do. The database keeps that of a member whom Clerk told of, since Clerk knows no
     * owners: `settle_clerk_roles` makes them of admins, by `clerkRole` and `isCreator`.
     */
    role: text("role", { enum: roles }).notNull().default("member"),
    clerkMembershipId: text("clerk_membership_id"),
    /** What Clerk calls them, in our terms; null for a membership that is not Clerk's. */
    clerkRole: text("clerk_role", { enum: roles }),
    /** Whether Clerk says that they created the organization. */
    isCreator: boolean("is_creator").notNull().default(false),
    createdAt: createdAt(),
    deletedAt: moment("deleted_at"),
    ...version(),
  },
  (table) => [
    check("memberships_role_check", sql`${table.role} in ('owner', 'admin', 'member')`),
    check("memberships_clerk_role_check", sql`${table.clerkRole} in ('owner', 'admin', 'member')`),
    unique("memberships_organization_user").on(table.organizationId, table.userId),
    index("memberships_user_id_index").on(table.userId),
    index("memberships_organization_role")
      .on(table.organizationId, table.role)
      .where(sql`${table.deletedAt} is null`),
  ],
);

/**
 * The members of now as lists show, sort and find them, one row for each. Triggers of `memberships` and
 * `user` keep it: nothing else writes it.
 */
export const listedMembers = pgTable(
  "listed_members",
  {
    /** Of the membership. */
    id: uuid("id").notNull(),
    organizationId: organizationId(),
    userId: text("user_id").notNull(),
    name: text("name").notNull(),
    email: text("email"),
    image: text("image_url"),
    role: text("role", { enum: roles }).notNull(),
    joinedAt: moment("joined_at").notNull(),
    sortName: text("sort_name")
      .notNull()
      .generatedAlwaysAs(sql`lower(coalesce(nullif(name, ''), email, ''))`),
    /** How far the role is from the most powerful. */
    rank: integer("rank")
      .notNull()
      .generatedAlwaysAs(sql`array_position(array['owner', 'admin', 'member'], role)`),
    /** What they are found by. */
    words: text("words")
      .notNull()
      .generatedAlwaysAs(sql`lower(name || ' ' || coalesce(email, ''))`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    foreignKey({
      name: "listed_members_membership",
      columns: [table.organizationId, table.userId],
      foreignColumns: [memberships.organizationId, memberships.userId],
    }).onDelete("cascade"),
    index("listed_members_name").on(table.organizationId, table.sortName, table.id),
    index("listed_members_joined").on(table.organizationId, table.joinedAt, table.id),
    index("listed_members_role").on(table.organizationId, table.rank, table.sortName, table.id),
    index("listed_members_role_joined").on(
      table.organizationId,
      table.rank,
      table.joinedAt,
      table.id,
    ),
    // The id as text, so that only a search by words can use it: `lib/db/sought.ts`.
    index("listed_members_words").using(
      "gin",
      sql`(${table.organizationId}::text)`,
      sql`${table.words} gin_trgm_ops`,
    ),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    organizationId: organizationId(),
    email: text("email").notNull(),
    role: text("role", { enum: roles }).notNull().default("member"),
    /** SHA-256 of the single-use token in the link, as hexadecimal; null for Clerk's invitations. */
    tokenHash: text("token_hash").unique(),
    clerkInvitationId: text("clerk_invitation_id").unique(),
    invitedBy: text("invited_by").references(() => user.id),
    acceptedBy: text("accepted_by").references(() => user.id),
    expiresAt: moment("expires_at").notNull(),
    acceptedAt: moment("accepted_at"),
    revokedAt: moment("revoked_at"),
    createdAt: createdAt(),
    ...version(),
  },
  (table) => [
    check("invitations_role_check", sql`${table.role} in ('owner', 'admin', 'member')`),
    uniqueIndex("invitations_open_email")
      .on(table.organizationId, sql`lower(${table.email})`)
      .where(
        sql`${table.acceptedAt} is null and ${table.revokedAt} is null and ${table.clerkInvitationId} is null`,
      ),
    index("invitations_unanswered_created")
      .on(table.organizationId, table.createdAt, table.id)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index("invitations_unanswered_expires")
      .on(table.organizationId, table.expiresAt)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index("invitations_accepted_by").on(table.acceptedBy),
    index("invitations_unanswered_email")
      .on(table.organizationId, sql`lower(${table.email})`, table.id)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index("invitations_unanswered_words")
      .using("gin", sql`(${table.organizationId}::text)`, sql`lower(${table.email}) gin_trgm_ops`)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    organizationId: organizationId(),
    name: text("name").notNull(),
    /** The first characters of the key, to recognise it by. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the key, as hexadecimal. The key itself is shown once and kept nowhere. */
    keyHash: text("key_hash").notNull().unique(),
    scopes: text("scopes").array().notNull().default(sql`'{}'::text[]`),
    createdBy: text("created_by").references(() => user.id),
    lastUsedAt: moment("last_used_at"),
    /** Days that it was made for, which a key that takes its place has too; null for ever. */
    lifetimeDays: integer("lifetime_days"),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("api_keys_organization_created").on(table.organizationId, table.createdAt, table.id),
    index("api_keys_organization_ended").on(
      table.organizationId,
      sql`(least(coalesce(${table.revokedAt}, 'infinity'), coalesce(${table.expiresAt}, 'infinity')))`,
      table.id,
    ),
  ],
);

/** Append-only: who did what to whom, when, from where. `actor_id` is null for the system. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: id(),
    organizationId: organizationId(),
    actorId: text("actor_id").references(() => user.id),
    apiKeyId: text("api_key_id"),
    action: text("action").notNull(),
    targetType: text("target_type"),
    targetId: text("target_id"),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    metadata: jsonb("metadata"),
    createdAt: createdAt(),
  },
  (table) => [
    index("audit_events_organization_created").on(table.organizationId, table.createdAt, table.id),
    index("audit_events_organization_actor").on(
      table.organizationId,
      table.actorId,
      table.createdAt,
      table.id,
    ),
    index("audit_events_organization_target").on(
      table.organizationId,
      table.targetId,
      table.createdAt,
      table.id,
    ),
  ],
);
