import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { scopeMeanings } from "#lib/organizations/api-keys/scopes.ts";
import { demoOrganizationId } from "#local/demo.ts";

/** Who reads, and what: of Acme, whose data grows. */
export interface Subject {
  owner: { userId: string; slug: string };
  memberId: string;
  deliveryId: string;
  orderId: string;
  invitationHash: string;
  pictureId: string;
  /** What the reads of one thing read, by the word in their address: `campaigns`. */
  ids: Readonly<Record<string, string>>;
  /** Of a key that may do all that keys may. */
  apiKey: string;
  keyHash: string;
}

export const organizationId = demoOrganizationId("acme");

const found = z.object({
  delivery: z.string(),
  order: z.string(),
  invitation: z.string(),
  picture: z.string(),
  ids: z.record(z.string(), z.string()),
});

/**
 * Gives Acme what the demo data leaves out, a picture and eight API keys of which half have ended, and
 * tells what there is to read. A project without Polar has neither orders nor deliveries, and then seeks
 * for some.
 */
export async function makeSubject(db: Database): Promise<Subject> {
  const { key: apiKey, hash: keyHash, prefix } = await newApiKey();
  await db.execute(sql`
    insert into api_keys (
      organization_id, name, prefix, key_hash, scopes, created_by, created_at, revoked_at
    )
    select ${organizationId}::uuid, 'Key ' || n, ${prefix}::text,
      case n when 1 then ${keyHash}::text else ${keyHash}::text || n end,
      ${`{${Object.keys(scopeMeanings).join(",")}}`}::text[], 'demo_admin', now() - n * interval '1 day',
      case when n > 4 then now() - n * interval '1 hour' end
    from generate_series(1, 8) as n`);
  const [one] = await rows(
    db,
    sql`with picture as (
        insert into user_pictures (user_id, content, content_type)
        values ('demo_member', decode(repeat('ff', 20000), 'hex'), 'image/webp') returning id
      ), file as (
        insert into imports (
          organization_id, kind, actor_id, file_name, format, mapping, options, parts
        )
        select organization_id, 'subscribers', owner_id, 'people.csv', '{"names": ["Email"]}',
          '{"columns": ["email"]}', jsonb_build_object('listIds', jsonb_build_array(id)), 1
        from lists where organization_id = ${organizationId}::uuid limit 1
        returning id
      ), segment as (
        insert into segments (organization_id, owner_id, name, filter)
        values (${organizationId}::uuid, 'demo_owner', 'Readers',
          '{"match": "all", "conditions": [{"on": "mail", "is": "opened", "value": 5}]}')
        returning id
      ), endpoint as (
        insert into webhook_endpoints (organization_id, url, events, secret, secret_id)
        values (${organizationId}::uuid, 'https://hooks.example.com/in',
          '{subscriber.created,campaign.sent}', 'whsec_', gen_random_uuid())
        returning id
      ), message as (
        insert into webhook_messages (organization_id, endpoint_id, type, body)
        select ${organizationId}::uuid, endpoint.id, 'subscriber.created', '{}' from endpoint
        returning id
      )
      select coalesce((
        select id from webhook_events where organization_id = ${organizationId}::uuid
        order by created_at desc limit 1
      ), gen_random_uuid())::text as delivery, coalesce((
        select id from orders where organization_id = ${organizationId}::uuid limit 1
      ), gen_random_uuid())::text as "order", (
        select token_hash from invitations where organization_id = ${organizationId}::uuid
          and accepted_at is null and revoked_at is null and expires_at > now() limit 1
      ) as invitation, picture.id::text as picture, json_build_object(
        'campaigns', (select id from campaigns where organization_id = ${organizationId}::uuid
          and status = 'sent' order by scheduled_at desc limit 1),
        'drafts', (select id from campaigns where organization_id = ${organizationId}::uuid
          and status = 'draft' and series_id is null limit 1),
        'forms', (select id from subscribe_forms
          where organization_id = ${organizationId}::uuid limit 1),
        'lists', (select id from lists where organization_id = ${organizationId}::uuid limit 1),
        'subscribers', (select id from subscribers where organization_id = ${organizationId}::uuid
          order by created_at limit 1),
        'segments', (select id from segment),
        'series', (select id from series where organization_id = ${organizationId}::uuid limit 1),
        'steps', (select campaign_id from series_steps
          where organization_id = ${organizationId}::uuid limit 1),
        'subscriber-imports', (select id from file),
        'webhook-endpoints', (select id from endpoint),
        'messages', (select id from message)
      ) as ids
      from picture`,
    (row) => found.parse(row),
  );
  if (!one) throw new Error("The demo data has nothing to read");
  return {
    owner: { userId: "demo_owner", slug: "acme" },
    memberId: "demo_member",
    deliveryId: one.delivery,
    orderId: one.order,
    invitationHash: one.invitation,
    pictureId: one.picture,
    ids: one.ids,
    apiKey,
    keyHash,
  };
}
