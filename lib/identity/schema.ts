import { sql } from "drizzle-orm";
import { boolean, check, customType, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, moment, version } from "#lib/db/columns.ts";

/**
 * One table for the people of both identity providers. `id` is the provider's own.
 * A deleted person stays as a tombstone without personal data, so that no late event revives them.
 */
export const user = pgTable(
  "user",
  {
    id: text("id").primaryKey(),
    provider: text("provider").notNull().default("better-auth"),
    name: text("name").notNull().default(""),
    firstName: text("first_name"),
    lastName: text("last_name"),
    email: text("email"),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image_url"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    deletedAt: moment("deleted_at"),
    ...version(),
  },
  (table) => [
    check("user_provider_check", sql`${table.provider} in ('better-auth', 'clerk')`),
    // Clerk's users may have no address, or one that another user has had before.
    uniqueIndex("user_email_better_auth")
      .on(table.email)
      .where(sql`${table.provider} = 'better-auth' and ${table.deletedAt} is null`),
    index("user_email_index").on(table.email),
  ],
);

/** Better Auth's sessions; Clerk keeps its own. */
export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    expiresAt: moment("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [index("session_user_id_index").on(table.userId)],
);

/** Better Auth's ways to sign in: a password, or an account elsewhere. */
export const account = pgTable(
  "account",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: moment("access_token_expires_at"),
    refreshTokenExpiresAt: moment("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("account_user_id_index").on(table.userId),
    uniqueIndex("account_provider_account").on(table.providerId, table.accountId),
  ],
);

/** Links that we mailed, each for one person and one purpose (links/link.ts, address/token.ts). */
export const verification = pgTable(
  "verification",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: moment("expires_at").notNull(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("verification_identifier_index").on(table.identifier),
    index("verification_value_index").on(table.value),
  ],
);

/** Bytes. Only raw statements read and write them, as base64, which every driver can carry. */
const bytes = customType<{ data: never }>({ dataType: () => "bytea" });

/**
 * The picture that a person uploaded, at most one. Each upload has an address of its own,
 * `user.image_url`, so browsers may keep it for ever.
 */
export const userPictures = pgTable("user_pictures", {
  id: id(),
  userId: text("user_id")
    .notNull()
    .unique()
    .references(() => user.id, { onDelete: "cascade" }),
  content: bytes("content").notNull(),
  contentType: text("content_type").notNull(),
  createdAt: createdAt(),
});
