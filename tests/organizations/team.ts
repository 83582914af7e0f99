import { eq, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { auditEvents, invitations, memberships, organizations, outbox } from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import type { Manager } from "#lib/organizations/managers.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { makePerson, makeTenant } from "../tenant.ts";

export const appUrl = "http://localhost:3000";

/** A person, known to the app. */
export async function person(db: DrizzleDatabase, email = `${crypto.randomUUID()}@acme.test`) {
  const { id } = await makePerson(db, { name: "A person", email });
  return { id, email };
}

export interface TeamOptions {
  plan?: "free" | "pro" | "scale";
  managedBy?: Manager;
}

/** An organization with an owner, and what tests want to do with it and know of it. */
export async function team(db: DrizzleDatabase, { plan = "pro", managedBy }: TeamOptions = {}) {
  const id = crypto.randomUUID();
  const made = await makeTenant(db, {
    ...{ id, slug: `team-${crypto.randomUUID()}`.slice(0, 40), name: "A team", plan },
    clerkOrganizationId: managedBy === "clerk" ? `org_${id}` : null,
    first: { name: "A person" },
  });
  const { slug } = made;

  const as = (userId: string): Actor<Person> => ({
    userId,
    slug,
    ipAddress: "203.0.113.7",
    userAgent: "A browser",
  });
  const join = async (role: Role, userId?: string) =>
    as((await made.join(role, userId ? { id: userId } : { name: "A person" })).userId);
  return {
    id,
    slug,
    as,
    join,
    owner: as(made.owner.userId),
    outsider: async () => as((await person(db)).id),
    /** Everybody who is a member now, with their role. */
    roles: async () => {
      const found = await db.select().from(memberships).where(eq(memberships.organizationId, id));
      return Object.fromEntries(
        found.filter((row) => !row.deletedAt).map((row) => [row.userId, row.role]),
      );
    },
    row: async () => {
      const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
      return row;
    },
    invitations: () => db.select().from(invitations).where(eq(invitations.organizationId, id)),
    events: () =>
      db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.organizationId, id))
        .orderBy(auditEvents.createdAt),
    acts: async () =>
      (
        await db
          .select({ action: auditEvents.action })
          .from(auditEvents)
          .where(eq(auditEvents.organizationId, id))
      )
        .map(({ action }) => action)
        .toSorted(),
  };
}

export type Team = Awaited<ReturnType<typeof team>>;

const mailed = z.object({ link: z.string() });

/** The mail that waits for an address, the newest last. */
export async function mailTo(db: DrizzleDatabase, recipient: string) {
  const found = await db
    .select()
    .from(outbox)
    .where(eq(outbox.recipient, recipient))
    .orderBy(outbox.createdAt);
  return found.map(({ template, props }) => ({ template, link: mailed.parse(props).link, props }));
}

/** The token in the newest link that an address was sent. */
export async function tokenOf(db: DrizzleDatabase, recipient: string): Promise<string> {
  const link = (await mailTo(db, recipient)).at(-1)?.link ?? "";
  return link.split("/").at(-1) ?? "";
}

/** How many of several acts came out in which way. */
export function tally(acted: readonly { outcome: string }[]): Record<string, number> {
  const groups = Map.groupBy(acted, ({ outcome }) => outcome);
  return Object.fromEntries(Array.from(groups, ([outcome, group]) => [outcome, group.length]));
}

/**
 * How many rows there are of everything that acts may change, and which transaction wrote last: two
 * that are equal had nothing written between them.
 */
export async function everything(db: DrizzleDatabase): Promise<string> {
  const names = ["organizations", "organization_slugs", "memberships", "invitations"];
  names.push("audit_events", "outbox", "user");
  const parts = names.map(
    (name) => sql`(
      select json_build_array(count(*), max(xmin::text::bigint)) from ${sql.identifier(name)}
    )`,
  );
  const statement = sql`select json_build_array(${sql.join(parts, sql`, `)})::text as all`;
  const [row] = await rows(db, statement, (found) => String(found.all));
  return row ?? "";
}
