import type { createClerkClient } from "@clerk/backend";
import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { clerkEffect } from "#lib/clerk/effect.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import { type Call, statusOf } from "#lib/webhooks/reconcile/call-provider.ts";
import type { Item, Page, Resource } from "#lib/webhooks/reconcile/resource.ts";
import { tellEach } from "#lib/webhooks/reconcile/tell.ts";

type ClerkClient = ReturnType<typeof createClerkClient>;

/** The largest page that Clerk gives is 500; smaller ones lose less when a run is stopped. */
const limit = 100;

/** What we read of Clerk's objects besides what the effects read. */
const clerkObject = z.looseObject({ id: z.string(), updated_at: z.number() });
/** Without its id nobody could say what was seen. */
const named = z.looseObject({ id: z.string(), updated_at: z.optional(z.unknown()) });
type Named = z.output<typeof named>;
type ClerkObject = z.output<typeof clerkObject>;
const creatorOf = z.object({ created_by: z.nullish(z.string()) });
const memberOf = z.object({
  organization: z.object({ id: z.string() }),
  public_user_data: z.object({ user_id: z.string() }),
});

/**
 * People, teams and who is in them. The version of an object is its own `updated_at`, which is never
 * after the envelope of the event that told of it: so an event is never overwritten by an older state.
 */
export function clerkResources(clerk: ClerkClient, call: Call): Resource[] {
  /** An object as the event that tells of its present state. */
  async function told(type: string, data: ClerkObject, watched: SQL): Promise<Item> {
    const envelope = { type, object: "event", timestamp: data.updated_at, data };
    const body = JSON.stringify(envelope);
    return { id: data.id, effect: await clerkEffect({ type, body }, envelope), watched };
  }

  const ended = (type: string, data: object, at: string) => {
    const envelope = { type, object: "event", timestamp: Date.parse(at), data };
    return clerkEffect({ type, body: JSON.stringify(envelope) }, envelope);
  };

  const toldUser = (data: ClerkObject) =>
    told("user.updated", data, sql`select to_jsonb(it) from ${user} as it where id = ${data.id}`);

  const toldOrganization = (data: ClerkObject) => {
    const maker = creatorOf.parse(data).created_by ?? "";
    return told(
      "organization.updated",
      data,
      sql`select jsonb_build_array(to_jsonb(it), (
          select to_jsonb(made) from ${memberships} as made
          where made.organization_id = it.id and made.user_id = ${maker}
        )) from ${organizations} as it where clerk_organization_id = ${data.id}`,
    );
  };

  const toldMembership = (data: ClerkObject) => {
    const { organization, public_user_data: person } = memberOf.parse(data);
    return told(
      "organizationMembership.updated",
      data,
      sql`select to_jsonb(it) from ${memberships} as it
        join ${organizations} as team on team.id = it.organization_id
        where team.clerk_organization_id = ${organization.id} and it.user_id = ${person.user_id}`,
    );
  };

  async function pageOf(
    { data, totalCount }: { data: { raw: unknown }[]; totalCount: number },
    { offset, since, tell }: Asked,
  ): Promise<Page & { hasOld: boolean }> {
    const objects = data.map(({ raw }) => named.parse(raw));
    const isOld = ({ updated_at: at }: Named) =>
      since !== null && typeof at === "number" && at < since.getTime();
    const changed = objects.filter((object) => !isOld(object));
    const next = offset + data.length;
    return {
      seen: objects.map(({ id }) => id),
      ...(await tellEach(changed, async (object) => tell(clerkObject.parse(object)))),
      next: data.length === 0 || next >= totalCount ? null : String(next),
      total: totalCount,
      hasOld: changed.length < objects.length,
    };
  }

  const users: Resource = {
    provider: "clerk",
    name: "users",
    async page(cursor, since) {
      const offset = Number(cursor ?? 0);
      const orderBy = since ? "-updated_at" : "+created_at";
      // The SDK asks for the list and for how many there are.
      const list = await call(() => clerk.users.getUserList({ limit, offset, orderBy }), 2);
      const page = await pageOf(list, { offset, since, tell: toldUser });
      return { ...page, next: since && page.hasOld ? null : page.next };
    },
    absence: {
      known: (before) => sql`
        select id, '{}'::jsonb as details from ${user}
        where provider = 'clerk' and deleted_at is null and created_at < ${before}`,
      async find({ id }) {
        const found = await orNull(call(() => clerk.users.getUser(id)));
        return found && toldUser(clerkObject.parse(found.raw));
      },
      end: ({ id }, at) => ended("user.deleted", { object: "user", id, deleted: true }, at),
    },
  };

  const teams: Resource = {
    provider: "clerk",
    name: "organizations",
    async page(cursor, since) {
      const offset = Number(cursor ?? 0);
      const options = { limit, offset, orderBy: "+created_at" } as const;
      const list = await call(() => clerk.organizations.getOrganizationList(options));
      return pageOf(list, { offset, since, tell: toldOrganization });
    },
    absence: {
      known: (before) => sql`
        select clerk_organization_id as id, '{}'::jsonb as details from ${organizations}
        where clerk_organization_id is not null and deleted_at is null and created_at < ${before}`,
      async find({ id }) {
        const found = await orNull(
          call(() => clerk.organizations.getOrganization({ organizationId: id })),
        );
        return found && toldOrganization(clerkObject.parse(found.raw));
      },
      end: ({ id }, at) =>
        ended("organization.deleted", { object: "organization", id, deleted: true }, at),
    },
  };

  const members: Resource = {
    provider: "clerk",
    name: "memberships",
    async page(cursor, since) {
      const offset = Number(cursor ?? 0);
      const options = { limit, offset, orderBy: "+created_at" } as const;
      const list = await call(() =>
        clerk.organizations.getInstanceOrganizationMembershipList(options),
      );
      return pageOf(list, { offset, since, tell: toldMembership });
    },
    absence: {
      known: (before) => sql`
        select clerk_membership_id as id, jsonb_build_object(
          'organization', jsonb_build_object('id', clerk_organization_id),
          'public_user_data', jsonb_build_object('user_id', user_id),
          'role', case clerk_role when 'member' then 'org:member' else 'org:admin' end
        ) as details
        from ${memberships} as it join ${organizations} as team on team.id = organization_id
        where clerk_membership_id is not null and it.deleted_at is null
          and it.created_at < ${before} and clerk_organization_id is not null`,
      async find({ id, details }) {
        const { organization, public_user_data: person } = memberOf.parse(details);
        const wanted = { organizationId: organization.id, userId: [person.user_id] };
        const found = await orNull(
          call(() => clerk.organizations.getOrganizationMembershipList(wanted)),
        );
        const membership = found?.data.find((one) => one.id === id);
        return membership ? toldMembership(clerkObject.parse(membership.raw)) : null;
      },
      end: ({ id, details }, at) => ended("organizationMembership.deleted", { id, ...details }, at),
    },
  };

  return [users, teams, members];
}

interface Asked {
  offset: number;
  since: Date | null;
  tell(data: ClerkObject): Promise<Item>;
}

async function orNull<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
