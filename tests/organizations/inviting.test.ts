import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { user } from "#drizzle/tables.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import {
  acceptInvitation,
  declineInvitation,
} from "#lib/organizations/invitations/accept-decline.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { resendInvitation } from "#lib/organizations/invitations/resend.ts";
import { revokeInvitations } from "#lib/organizations/invitations/revoke.ts";
import {
  invitationsOfOrganization,
  invitationsOfPerson,
  invitationsToAddress,
} from "#lib/organizations/quotas.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { keyedTenant, origin } from "../api/tenant.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, mailTo, person, tally, team, tokenOf } from "./team.ts";

const database = testDatabase();

const address = () => `${crypto.randomUUID()}@invited.test`;

// Who may have mail sent to strangers, and how much of it.
describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  async function send(actor: Actor<Person>, email = address(), role: Role = "member") {
    const id = crypto.randomUUID();
    return { id, email, ...(await invite(db(), actor, { id, email, role, appUrl })) };
  }
  const revoke = (actor: Actor<Person>, id: string) =>
    revokeInvitations(db(), actor, { ids: [id] });

  test("whoever has not confirmed their own address invites nobody, by themselves or by a key", async () => {
    const acme = await keyedTenant(db());
    const actor = { ...acme.owner, ...origin };
    const { hash } = await acme.key(["write"]);
    const byKey = {
      userId: null,
      key: { hash, needs: "write" as const },
      slug: acme.slug,
      ...origin,
    };
    const first = await send(actor);
    const confirm = (emailVerified: boolean) =>
      db().update(user).set({ emailVerified }).where(eq(user.id, actor.userId));
    await confirm(false);
    const [mine, keys] = [address(), address()];
    expect((await send(actor, mine)).outcome).toBe("address_unconfirmed");
    const made = { id: crypto.randomUUID(), email: keys, role: "member" as const, appUrl };
    expect((await invite(db(), byKey, made)).outcome).toBe("address_unconfirmed");
    await db().execute(sql`update invitations set expires_at = expires_at - interval '1 day'`);
    const again = await resendInvitation(db(), actor, { id: first.id, appUrl });
    expect(again.outcome).toBe("address_unconfirmed");
    expect([...(await mailTo(db(), mine)), ...(await mailTo(db(), keys))]).toEqual([]);
    await confirm(true);
    // The plan has three seats.
    await revoke(actor, first.id);
    expect((await send(actor, mine)).outcome).toBe("done");
    expect((await invite(db(), byKey, made)).outcome).toBe("done");
  });

  test("a key invites members, and nobody who could do more than that", async () => {
    const { slug, key, owner } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const actor = { userId: null, key: { hash, needs: "write" as const }, slug, ...origin };
    const email = address();
    const by = (role: Role) =>
      invite(db(), actor, { id: crypto.randomUUID(), email, role, appUrl });
    expect((await by("owner")).outcome).toBe("forbidden");
    expect((await by("admin")).outcome).toBe("forbidden");
    const admin = await send({ ...owner, ...origin }, address(), "admin");
    await db().execute(sql`update invitations set expires_at = expires_at - interval '1 day'`);
    const again = await resendInvitation(db(), actor, { id: admin.id, appUrl });
    expect(again.outcome).toBe("forbidden");
    expect((await by("member")).outcome).toBe("done");
  });

  test("a person has a limit, wherever they invite from", async () => {
    const [acme, other] = [
      await team(db(), { plan: "scale" }),
      await team(db(), { plan: "scale" }),
    ];
    const { userId } = acme.owner;
    await other.join("admin", userId);
    const sent = [];
    for (let n = 0; n < invitationsOfPerson.quota + 2; n++) {
      sent.push(await send(n % 2 === 0 ? acme.owner : other.as(userId)));
    }
    expect(tally(sent)).toEqual({ done: invitationsOfPerson.quota, too_many_invitations: 2 });
    expect(sent.at(-1)?.retryAfter).toBeGreaterThan(60);
    expect(await mailTo(db(), sent.at(-1)?.email ?? "")).toEqual([]);
    expect((await send(await other.join("admin"))).outcome).toBe("done");
  });

  test("an organization has a limit, whoever invites, and a refusal takes nothing from anybody", async () => {
    const acme = await team(db(), { plan: "scale" });
    const sent = [];
    while (sent.length < invitationsOfOrganization.quota) {
      const admin = await acme.join("admin");
      const few = Array.from({ length: 40 }, () => send(admin));
      sent.push(...(await Promise.all(few)));
    }
    expect(tally(sent)).toEqual({ done: invitationsOfOrganization.quota });
    const refused = await send(await acme.join("admin"));
    expect(refused.outcome).toBe("too_many_invitations");
    const elsewhere = await team(db());
    expect((await send(elsewhere.owner, refused.email)).outcome).toBe("done");
  });

  test("an address gets a few invitations a day at the most, from however many organizations", async () => {
    const email = address();
    const sent = [];
    for (let n = 0; n < invitationsToAddress.quota + 1; n++) {
      sent.push(await send((await team(db())).owner, email));
    }
    expect(tally(sent)).toEqual({ done: invitationsToAddress.quota, invited_too_often: 1 });
    expect(await mailTo(db(), email)).toHaveLength(invitationsToAddress.quota);
  });

  test("to take an invitation back and invite again sends no mail: the first one leads to the new one", async () => {
    const acme = await team(db());
    const email = address();
    const first = await send(acme.owner, email, "admin");
    const token = await tokenOf(db(), email);
    let last = first;
    for (let round = 0; round < 10; round++) {
      await revoke(acme.owner, last.id);
      last = await send(acme.owner, email);
      expect(last).toMatchObject({ outcome: "done", isQuiet: true });
    }
    expect(await mailTo(db(), email)).toHaveLength(1);
    const rows = await acme.invitations();
    expect(rows.filter((row) => row.tokenHash !== null)).toMatchObject([{ id: last.id }]);
    expect(rows.find((row) => row.id === last.id)?.expiresAt).toEqual(
      rows.find((row) => row.id === first.id)?.expiresAt,
    );
    const who = await person(db(), email);
    const invited = { userId: who.id, ipAddress: null, userAgent: null };
    expect((await acceptInvitation(db(), invited, { token })).outcome).toBe("done");
    expect((await acme.roles())[who.id]).toBe("member");
  });

  test("whoever declined is not mailed again within a day, and is after it", async () => {
    const acme = await team(db());
    const email = address();
    await send(acme.owner, email);
    const who = await person(db(), email);
    const invited = { userId: who.id, ipAddress: null, userAgent: null };
    await declineInvitation(db(), invited, { token: await tokenOf(db(), email) });
    const second = await send(acme.owner, email);
    expect(second.isQuiet).toBe(true);
    await revoke(acme.owner, second.id);
    await db().execute(sql`update invitations set expires_at = expires_at - interval '25 hours'`);
    const third = await send(acme.owner, email);
    expect(third).toMatchObject({ outcome: "done" });
    expect(third.isQuiet).toBeUndefined();
    expect(await mailTo(db(), email)).toHaveLength(2);
  });
});
