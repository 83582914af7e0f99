import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  account,
  auditEvents,
  companies,
  contacts,
  invitations,
  memberships,
  organizations,
  outbox,
  promptLogs,
  session,
  user,
  userPictures,
  userProfiles,
  verification,
} from "#drizzle/tables.ts";
import { deleteAccount } from "#lib/account/delete-account.ts";
import { rows } from "#lib/db/database.ts";
import { requestAddress } from "#lib/identity/address/request.ts";
import { storePicture } from "#lib/identity/picture/store.ts";
import { deliverMail } from "#lib/mail/deliver.ts";
import { drivers, testDatabase } from "../database.ts";
import { organization, type Person, person } from "../identity/people.ts";
import * as rowsOf from "./rows-of.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];

/** Every row, of any table, that holds one of these texts somewhere; as `table: row`. */
async function rowsWith(...texts: string[]): Promise<string[]> {
  const tables = await rows(
    direct(),
    sql`select quote_ident(table_name) as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    ({ name }) => String(name),
  );
  const found: string[] = [];
  for (const name of tables) {
    for (const text of texts) {
      const statement = sql`
        select row_to_json(t)::text as content from ${sql.raw(name)} as t
        where position(lower(${text}) in lower(row_to_json(t)::text)) > 0`;
      found.push(...(await rows(direct(), statement, ({ content }) => `${name}: ${content}`)));
    }
  }
  return found;
}

const organizationOf = (id: string) => rowsOf.organizationOf(direct(), id);
const membersOf = (id: string) => rowsOf.membersOf(direct(), id);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const origin = { ipAddress: "203.0.113.9", userAgent: "Firefox" };
  const remove = ({ current, email }: Person) =>
    deleteAccount(db(), { ...current, ...origin }, { email });

  test("everything personal is gone from every table, and the team's records are kept", async () => {
    const secret = crypto.randomUUID();
    const [ada, eve] = [await person(db(), { name: `Name ${secret}` }), await person(db())];
    const { userId } = ada.current;
    const team = await organization(db(), [ada, "member"], [eve, "owner"]);
    const elsewhere = await organization(db(), [eve, "owner"]);
    const organizationId = team.id;

    await storePicture(db(), ada.current, { content: btoa(secret), contentType: "image/webp" });
    await requestAddress(db(), ada.current, {
      email: `${secret}-new@example.test`,
      network: null,
      appUrl: "http://localhost:3000",
    });
    await db().delete(outbox);
    await db()
      .insert(account)
      .values({
        id: `account-${userId}`,
        accountId: userId,
        providerId: "credential",
        userId,
        password: secret,
      });
    const expiresAt = new Date(Date.now() + 60_000);
    await db()
      .insert(verification)
      .values({ id: secret, identifier: `reset-password:${secret}`, value: userId, expiresAt });
    await db().insert(userProfiles).values({ organizationId, userId, displayName: secret });
    await db().insert(promptLogs).values({ organizationId, userId, model: "m", prompt: secret });
    const invited = { email: ada.email, expiresAt, invitedBy: eve.current.userId };
    await db()
      .insert(invitations)
      .values([
        { ...invited, organizationId: elsewhere.id },
        { ...invited, organizationId, acceptedAt: new Date(), acceptedBy: userId },
      ]);
    await db()
      .insert(outbox)
      .values({ recipient: ada.email, template: "reset-password", props: { link: secret } });
    const [company] = await db()
      .insert(companies)
      .values({ organizationId, name: "Customer" })
      .returning();
    await db()
      .insert(contacts)
      .values({
        organizationId,
        companyId: company?.id ?? null,
        ownerId: userId,
        email: "customer@example.test",
      });
    await db()
      .insert(auditEvents)
      .values({ organizationId, actorId: userId, action: "organization.renamed" });
    expect((await rowsWith(secret, ada.email)).length).toBeGreaterThan(8);

    expect(await remove(ada)).toBe("deleted");

    // One mail says that it is done, and is all that still knows the address.
    const [mail, ...more] = await rowsWith(secret, ada.email, btoa(secret));
    expect([...new Set([mail, ...more])]).toEqual([expect.stringMatching(/^outbox: /)]);
    expect(await db().select().from(outbox).where(eq(outbox.recipient, ada.email))).toMatchObject([
      { template: "account-deleted", props: { name: ada.name } },
    ]);
    expect(await db().select().from(user).where(eq(user.id, userId))).toMatchObject([
      {
        name: "",
        firstName: null,
        lastName: null,
        email: null,
        emailVerified: false,
        image: null,
        deletedAt: expect.any(Date),
      },
    ]);
    for (const table of [session, account, userPictures, userProfiles, promptLogs]) {
      expect(await db().select().from(table).where(eq(table.userId, userId))).toEqual([]);
    }

    const kept = await db().select().from(contacts).where(eq(contacts.ownerId, userId));
    expect(kept).toHaveLength(1);
    const trail = await db()
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.actorId, userId)));
    expect(trail.map(({ action }) => action).toSorted()).toEqual([
      "member.left",
      "organization.renamed",
    ]);
    expect(trail).toContainEqual(expect.objectContaining({ ...origin, targetId: userId }));
    expect((await organizationOf(organizationId))?.deletedAt).toBeNull();
    const members = await membersOf(organizationId);
    expect(members.find((member) => member.userId === userId)?.deletedAt).not.toBeNull();
    expect(members.find((member) => member.userId === eve.current.userId)?.deletedAt).toBeNull();
    expect(await db().select().from(user).where(eq(user.id, eve.current.userId))).toMatchObject([
      { email: eve.email, deletedAt: null },
    ]);

    // Sent, or given up, it knows the address no more.
    const told: string[] = [];
    await deliverMail(db(), async ({ recipient }) => {
      told.push(recipient);
    });
    expect(told).toEqual([ada.email]);
    expect(await rowsWith(secret, ada.email)).toEqual([]);

    await db().delete(outbox);
    expect(await remove(ada)).toBe("unauthenticated");
    expect(await db().select().from(outbox)).toEqual([]);
  });

  test("an organization in which they are alone goes after the grace, and says why", async () => {
    const ada = await person(db());
    const alone = await organization(db(), [ada, "owner"]);
    expect(await remove(ada)).toBe("deleted");
    const gone = await organizationOf(alone.id);
    const days = ((gone?.purgeAfter?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(gone?.deletedAt).not.toBeNull();
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThan(7.01);
    const trail = await db()
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.organizationId, alone.id));
    expect(trail.map(({ action }) => action).toSorted()).toEqual([
      "member.left",
      "organization.deleted",
    ]);
  });

  test("the last owner of an organization with other members is refused, and nothing changes", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    const alone = await organization(db(), [ada, "owner"]);
    const team = await organization(db(), [ada, "owner"], [eve, "admin"]);
    expect(await remove(ada)).toBe("last_owner");
    expect((await organizationOf(alone.id))?.deletedAt).toBeNull();
    expect(await db().select().from(user).where(eq(user.id, ada.current.userId))).toMatchObject([
      { email: ada.email, deletedAt: null },
    ]);
    expect(await db().select().from(session).where(eq(session.id, ada.current.id))).toHaveLength(1);
    expect(await db().select().from(outbox).where(eq(outbox.recipient, ada.email))).toEqual([]);

    await db()
      .update(memberships)
      .set({ role: "owner" })
      .where(
        and(eq(memberships.organizationId, team.id), eq(memberships.userId, eve.current.userId)),
      );
    expect(await remove(ada)).toBe("deleted");
  });

  test("a member of an organization without owners may go", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    const team = await organization(db(), [ada, "member"], [eve, "member"]);
    expect(await remove(ada)).toBe("deleted");
    expect((await organizationOf(team.id))?.deletedAt).toBeNull();
  });

  test("an organization that is deleted already holds nobody back", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    const team = await organization(db(), [ada, "owner"], [eve, "member"]);
    await db()
      .update(organizations)
      .set({ deletedAt: new Date() })
      .where(eq(organizations.id, team.id));
    expect(await remove(ada)).toBe("deleted");
  });

  test("the address that was typed must be the own one, and the session must last", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    const actor = { ...ada.current, ...origin };
    expect(await deleteAccount(db(), actor, { email: eve.email })).toBe("confirmation_wrong");
    const mixed = { ...actor, userId: eve.current.userId };
    expect(await deleteAccount(db(), mixed, { email: eve.email })).toBe("unauthenticated");
    await db().delete(session).where(eq(session.id, ada.current.id));
    expect(await remove(ada)).toBe("unauthenticated");
    const both = await db()
      .select()
      .from(user)
      .where(sql`${user.email} in (${ada.email}, ${eve.email})`);
    expect(both).toHaveLength(2);
  });

  test("whoever has not confirmed an address takes nothing that was sent to it", async () => {
    const [ada, eve] = [await person(db(), { emailVerified: false }), await person(db())];
    const team = await organization(db(), [eve, "owner"]);
    const expiresAt = new Date(Date.now() + 60_000);
    await db().insert(invitations).values({ organizationId: team.id, email: ada.email, expiresAt });
    await db().insert(outbox).values({ recipient: ada.email, template: "invitation", props: {} });
    expect(await remove(ada)).toBe("deleted");
    const open = await db().select().from(invitations).where(eq(invitations.email, ada.email));
    expect(open).toHaveLength(1);
    const mails = await db().select().from(outbox).where(eq(outbox.recipient, ada.email));
    expect(mails.map(({ template }) => template).toSorted()).toEqual([
      "account-deleted",
      "invitation",
    ]);
  });
});
