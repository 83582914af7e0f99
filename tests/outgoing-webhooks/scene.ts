import { eq, sql } from "drizzle-orm";
import { webhookEndpoints, webhookMessages } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { createEndpoint } from "#lib/outgoing-webhooks/manage/create.ts";
import { newSecret } from "#lib/outgoing-webhooks/secret.ts";

/** An endpoint of an organization, made by its owner. */
export async function anEndpoint(
  db: DrizzleDatabase,
  actor: Actor,
  {
    url = "https://hooks.example.com/in",
    events = ["subscriber.created"],
    id = crypto.randomUUID(),
  } = {},
) {
  const secret = newSecret();
  const { outcome, endpoint } = await createEndpoint(db, actor, {
    ...{ id, url, description: "", events, secret },
  });
  if (!endpoint) throw new Error(`No endpoint was made: ${outcome}`);
  return { id, secret };
}

/** Emits an event, as a statement of a product does. */
export const emit = (
  db: DrizzleDatabase,
  organization: string,
  { type = "subscriber.created", subject = "a", data = { a: 1 } as object } = {},
) =>
  db.execute(sql`select emit_event(${organization}::uuid, ${type}::text, ${subject}::text,
    ${JSON.stringify(data)}::jsonb)`);

/** The messages of an endpoint, oldest first. */
export const messagesOf = (db: DrizzleDatabase, endpoint: string) =>
  db
    .select()
    .from(webhookMessages)
    .where(eq(webhookMessages.endpointId, endpoint))
    .orderBy(webhookMessages.createdAt);

/** The row of an endpoint. */
export async function endpointRow(db: DrizzleDatabase, id: string) {
  const [row] = await db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  if (!row) throw new Error("The endpoint is gone");
  return row;
}
