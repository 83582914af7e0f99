import type * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import type { IdempotentRequest } from "./admission.ts";
import type { ProblemCode } from "./problems.ts";
import type { Refusal } from "./refused.ts";

export const methods = ["GET", "POST", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** The heading that operations are documented under, and what stands below it. A product brings its own. */
export interface Group {
  name: string;
  description: string;
}

/** Those of the core. */
export const groups = {
  organizations: {
    name: "Organizations",
    description: "Teams that share members, a plan and credits.",
  },
  members: { name: "Members", description: "The members of an organization and their roles." },
  invitations: { name: "Invitations", description: "Invitations to join an organization." },
  apiKeys: { name: "API keys", description: "Keys that let programs act for an organization." },
  webhookEndpoints: {
    name: "Webhook endpoints",
    description: "URLs that events of an organization are sent to, and what was sent.",
  },
  auditTrail: { name: "Audit trail", description: "A record of every change in an organization." },
  usage: { name: "Usage", description: "Spend an organization's credits and read its balance." },
} as const satisfies Record<string, Group>;

/** A request that was read and is about to be admitted: by the first statement on `db`. */
export interface Call<Params, Query, Body> {
  db: Database;
  /** The caller, in the organization that the path names. */
  actor: Actor;
  params: Params;
  query: Query;
  body: Body;
  /** Those that `If-Match` names, of an operation that asks for it; undefined for any. */
  versions: string[] | undefined;
  /** For what is made: the same for a request that is sent again with its idempotency key. */
  newId: string;
  /** Whether an earlier answer is given again, once a statement was sent. */
  isReplay(): boolean;
  /** What the `Idempotency-Key` stands for, if there was one. */
  idempotency: IdempotentRequest | undefined;
}

/** What an operation answers, or why it does not. */
export type Reply =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | Refusal
  | ProblemCode;

interface Answer {
  description: string;
  /** None for an answer without a body. */
  schema?: z.ZodMiniType;
  headers?: Record<string, string>;
}

/** One thing that the API does. The document and the route handler are both made of it. */
export interface Operation<Params = object, Query = object, Body = object> {
  /** A name for programs, such as `listMembers`. */
  id: string;
  method: Method;
  /** Below `/api/v1`, with its parameters in braces. */
  path: `/${string}`;
  group: Group;
  summary: string;
  /** More than that, in sentences. */
  description?: string;
  /** What an API key must be for; null when only people may. */
  scope: string | null;
  params?: z.ZodMiniType<Params>;
  query?: z.ZodMiniType<Query>;
  body?: z.ZodMiniType<Body>;
  /** A body to show, as JSON. */
  example?: object;
  /** Whether it changes what others may have changed, so that `If-Match` is needed. */
  needsMatch?: boolean;
  /** Whether its act recognises a repetition itself, so that nothing is kept beside it. */
  ownIdempotency?: boolean;
  /** Whether it is read past the quotas. */
  isUncounted?: boolean;
  /** How many bytes its body may have; 256 KB without it. */
  byteLimit?: number;
  /** By status. */
  answers: Record<number, Answer>;
  /** Its own; those that any operation may have are added (`commonProblems`). */
  problems: readonly ProblemCode[];
  handle(call: Call<Params, Query, Body>): Promise<Reply>;
}

/** Infers what an operation's parameters, query and body are from their schemas. */
export const defineOperation = <Params = object, Query = object, Body = object>(
  operation: Operation<Params, Query, Body>,
) => operation;

/** An operation, whatever it takes: for the document. */
export type AnyOperation = Omit<Operation, "params" | "query" | "body" | "handle"> & {
  params?: z.ZodMiniType;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
};

/** The problems that an operation may have because of what it is. */
export function commonProblems(operation: AnyOperation): ProblemCode[] {
  const { method, scope, body, query, params, needsMatch, ownIdempotency } = operation;
  if (operation.isUncounted) return ["unavailable"];
  return [
    "no_credentials",
    "unknown_key",
    scope ? "insufficient_scope" : "person_required",
    "rate_limited",
    "unavailable",
    ...(method === "GET" ? [] : (["cross_site"] as const)),
    ...(body || query ? (["invalid_input"] as const) : []),
    ...(params ? (["not_found"] as const) : []),
    ...(body ? (["not_json", "incomplete", "too_large", "unsupported_type"] as const) : []),
    ...(method === "POST" ? (["idempotency_key_invalid", "idempotency_key_reused"] as const) : []),
    ...(method === "POST" && !ownIdempotency ? (["request_in_flight"] as const) : []),
    ...(needsMatch
      ? (["precondition_required", "if_match_invalid", "precondition_failed"] as const)
      : []),
  ];
}
