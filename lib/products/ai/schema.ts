import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { count, createdAt, id } from "#lib/db/columns.ts";
import { personal } from "#lib/db/personal.ts";
import { user } from "#lib/identity/schema.ts";
import { organizationId } from "#lib/organizations/schema.ts";

const userId = () =>
  text("user_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });

/** What a person set for themselves in one organization; the token budget is that tenant's to give. */
export const userProfiles = personal(
  pgTable(
    "user_profiles",
    {
      id: id(),
      organizationId: organizationId(),
      userId: userId(),
      displayName: text("display_name"),
      defaultModel: text("default_model").notNull().default("gpt-4o-mini"),
      monthlyTokenBudget: count("monthly_token_budget").notNull().default(0),
      createdAt: createdAt(),
    },
    (table) => [
      unique("user_profiles_organization_user").on(table.organizationId, table.userId),
      index("user_profiles_default_model_index").on(table.defaultModel),
    ],
  ),
);

/** Append-only: one row per model call. Cost in micro-cents (a millionth of a cent). */
export const tokenUsage = pgTable(
  "token_usage",
  {
    id: id(),
    organizationId: organizationId(),
    userId: userId(),
    model: text("model").notNull(),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    costMicrocents: count("cost_microcents").notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    index("token_usage_user_created").on(table.userId, table.createdAt),
    index("token_usage_model_index").on(table.model),
    index("token_usage_organization_created").on(table.organizationId, table.createdAt),
  ],
);

export const promptLogs = personal(
  pgTable(
    "prompt_logs",
    {
      id: id(),
      organizationId: organizationId(),
      userId: userId(),
      model: text("model").notNull(),
      prompt: text("prompt").notNull(),
      /** Null while a streamed answer is in flight. */
      completion: text("completion"),
      promptTokens: integer("prompt_tokens").notNull().default(0),
      completionTokens: integer("completion_tokens").notNull().default(0),
      latencyMs: integer("latency_ms"),
      status: text("status", { enum: ["ok", "error", "filtered"] })
        .notNull()
        .default("ok"),
      metadata: jsonb("metadata"),
      createdAt: createdAt(),
    },
    (table) => [
      check("prompt_logs_status_check", sql`${table.status} in ('ok', 'error', 'filtered')`),
      index("prompt_logs_user_created").on(table.userId, table.createdAt),
    ],
  ),
);
