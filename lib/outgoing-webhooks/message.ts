import { alias } from "drizzle-orm/pg-core";
import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { field, listOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { webhookAttempts, webhookMessages } from "./schema.ts";

/** What became of a message: `waiting` for its first attempt, or `retrying` after one that failed. */
export const messageStates = ["waiting", "retrying", "delivered", "failed"] as const;
export type MessageState = (typeof messageStates)[number];

const messageNamed = (name: string) => alias(webhookMessages, name);
type Message = ReturnType<typeof messageNamed>;

/** The messages of an endpoint, newest first. */
export const messageList = keyset("message", messageNamed);

const stateOf = ({
  deliveredAt,
  dueAt,
  failures,
}: Record<"deliveredAt" | "dueAt" | "failures", SQLWrapper>) =>
  sql`case when ${deliveredAt} is not null then 'delivered' when ${dueAt} is null then 'failed'
    when ${failures} > 0 then 'retrying' else 'waiting' end`;

const { row } = messageList;

/** A message as it is listed. */
export const listedMessage = shape({
  id: row.id,
  type: row.type,
  state: field(z.enum(messageStates), stateOf(row)),
  attempts: row.attempts,
  /** The HTTP status of the last attempt; null without an answer. */
  status: maybeOf(
    field(z.nullable(z.number()), webhookAttempts.status),
    sql`${webhookAttempts} where ${webhookAttempts.messageId} = ${row.id}
      and ${webhookAttempts.organizationId} = ${row.organizationId}
      order by ${webhookAttempts.number} desc limit 1`,
  ),
  /** When the next attempt is due; null when there is none. */
  dueAt: row.dueAt,
  deliveredAt: row.deliveredAt,
  createdAt: row.createdAt,
});

export type ListedMessage = ValueOf<typeof listedMessage>;

/** One request, and how it was answered. */
export const attempt = shape({
  number: webhookAttempts.number,
  status: webhookAttempts.status,
  failure: webhookAttempts.failure,
  answer: webhookAttempts.answer,
  milliseconds: webhookAttempts.milliseconds,
  createdAt: webhookAttempts.createdAt,
});

export type Attempt = ValueOf<typeof attempt>;

/** A message with what was sent, of the row `message`. */
export const sentMessage = shape({
  ...listedMessage.sources,
  /** As it was signed and sent. */
  body: row.body,
});

/** How its requests were answered: the last 50, newest first, for `listOf`. */
export const attemptsMade = {
  from: sql`(
    select * from ${webhookAttempts}
    where ${webhookAttempts.messageId} = ${row.id}
      and ${webhookAttempts.organizationId} = ${row.organizationId}
    order by ${webhookAttempts.number} desc limit 50
  ) as ${webhookAttempts}`,
  order: sql`${webhookAttempts.number} desc`,
};

/** A message with its responses, of the row `message`. */
export const messageDetail = shape({
  ...sentMessage.sources,
  responses: listOf(attempt, attemptsMade),
});

export type MessageDetail = ValueOf<typeof messageDetail>;

/** Common table expressions over `scope`, for a page of the messages of an endpoint. */
export function messagesOf(endpoint: string, state: MessageState | undefined, window: Window): SQL {
  const places = sql`select * from ${webhookMessages}
    where ${inTenant(webhookMessages.organizationId)} and ${webhookMessages.endpointId} = ${endpoint}::uuid`;
  return messageList.tables(
    {
      rows: state ? sql`${places} and ${stateOf(webhookMessages)} = ${state}::text` : places,
      places,
      keys: (message: Message) => [message.createdAt],
      descending: true,
    },
    window,
  );
}

/** After `from scope`: the row `message`, one of an endpoint of the organization. */
export const joinMessage = (endpoint: string, message: string): SQL => sql`
  join ${webhookMessages} as ${row} on ${inTenant(row.organizationId)}
    and ${row.endpointId} = ${endpoint}::uuid and ${row.id} = ${message}::uuid`;
