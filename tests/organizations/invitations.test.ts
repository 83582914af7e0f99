import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { invitations, memberships, user } from "#drizzle/tables.ts";
import {
  acceptInvitation,
  declineInvitation,
} from "#lib/organizations/invitations/accept-decline.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { resendInvitation } from "#lib/organizations/invitations/resend.ts";
import { revokeInvitations } from "#lib/organizations/invitations/revoke.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, mailTo, person, type Team, tally, team, tokenOf } from "./team.ts";

const database = testDatabase();

const address = () => `${crypto.randomUUID()}@invited.test`;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Sends an invitation, as the owner. */
  async function invited({ owner }: Team, role: Role = "member", email = address()) {
    const id = crypto.randomUUID();
    const acted = await invite(db(), owner, { id, email, role, appUrl });
    return { id, email, ...acted, token: await tokenOf(db(), email) };
  }
  const accept = (who: { id: string }, token: string) =>
    acceptInvitation(db(), { userId: who.id, ipAddress: null, userAgent: null }, { token });
  const decline = (who: { id: string }, token: string) =>
    declineInvitation(db(), { userId: who.id, ipAddress: null, userAgent: null }, { token });
  const age = (id: string, days: number) =>
    db()
      .update(invitations)
      .set({ expiresAt: sql`expires_at - make_interval(days => ${days}::integer)` })
      .where(eq(invitations.id, id));

  test("whoever has the link and the address becomes a member, with their address proven", async () => {
    const acme = await team(db());
    const { id, email, token } = await invited(acme, "admin");
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await acme.invitations())).not.toContain(token);
    expect(await mailTo(db(), email)).toMatchObject([
      {
        template: "invitation",
        link: `${appUrl}/invite/${token}`,
        props: { organization: "A team", inviter: "A person", role: "admin" },
      },
    ]);
    const who = await person(db(), email.toUpperCase());
    expect(await accept(who, token)).toEqual({ outcome: "done", slug: acme.slug });
    expect((await acme.roles())[who.id]).toBe("admin");
    const [row] = await db().select().from(user).where(eq(user.id, who.id));
    expect(row?.emailVerified).toBe(true);
    expect(await acme.events()).toMatchObject([
      { action: "invitation.created", targetId: id, metadata: { email, role: "admin" } },
      { action: "member.joined", actorId: who.id, targetId: who.id, metadata: { role: "admin" } },
    ]);
    expect(await accept(who, token)).toEqual({ outcome: "unchanged", slug: acme.slug });
    expect(await acme.events()).toHaveLength(2);
  });

  test("whether the address of one of Clerk's people is confirmed stays Clerk's to say", async () => {
    const acme = await team(db());
    const { email, token } = await invited(acme);
    const who = await person(db(), email);
    const clerks = { provider: "clerk", emailVerified: false };
    await db().update(user).set(clerks).where(eq(user.id, who.id));
    expect(await accept(who, token)).toMatchObject({ outcome: "done" });
    const [row] = await db().select().from(user).where(eq(user.id, who.id));
    expect(row?.emailVerified).toBe(false);
  });

  test("an invitation is good for the invited address alone", async () => {
    const acme = await team(db());
    const { token } = await invited(acme);
    const stranger = await person(db());
    expect((await accept(stranger, token)).outcome).toBe("other_address");
    expect((await decline(stranger, token)).outcome).toBe("other_address");
    expect((await accept(stranger, "made-up")).outcome).toBe("not_found");
    expect((await accept({ id: "nobody" }, token)).outcome).toBe("unauthenticated");
    expect(await acme.acts()).toEqual(["invitation.created"]);
  });

  test("one that expired, was revoked, declined or sent again has a link that no longer works", async () => {
    const acme = await team(db());
    const old = await invited(acme);
    await age(old.id, 8);
    const revoked = await invited(acme);
    expect((await revokeInvitations(db(), acme.owner, { ids: [revoked.id] })).outcome).toBe("done");
    expect((await revokeInvitations(db(), acme.owner, { ids: [revoked.id] })).outcome).toBe(
      "unchanged",
    );
    const sent = await invited(acme);
    const again = () => resendInvitation(db(), acme.owner, { id: sent.id, appUrl });
    expect((await again()).outcome).toBe("unchanged");
    await age(sent.id, 1);
    expect((await again()).outcome).toBe("done");
    const declined = await invited(acme);
    const decliner = await person(db(), declined.email);
    expect((await decline(decliner, declined.token)).outcome).toBe("done");
    expect((await decline(decliner, declined.token)).outcome).toBe("unchanged");

    const outcome = async ({ email, token }: { email: string; token: string }) =>
      (await accept(await person(db(), email), token)).outcome;
    expect(await outcome(old)).toBe("invitation_expired");
    expect(await outcome(revoked)).toBe("invitation_revoked");
    expect((await accept(decliner, declined.token)).outcome).toBe("invitation_revoked");
    const guest = await person(db(), sent.email);
    expect((await accept(guest, sent.token)).outcome).toBe("not_found");
    expect((await accept(guest, await tokenOf(db(), sent.email))).outcome).toBe("done");
    expect(Object.keys(await acme.roles())).toHaveLength(2);
    expect((await again()).outcome).toBe("invitation_used");
    expect((await revokeInvitations(db(), acme.owner, { ids: [sent.id] })).outcome).toBe(
      "invitation_used",
    );
  });

  test("the same form again invites once; with something else in it, it is refused", async () => {
    const acme = await team(db());
    const id = crypto.randomUUID();
    const input = { id, email: address(), role: "member" as const, appUrl };
    const posts = Array.from({ length: 10 }, () => invite(db(), acme.owner, input));
    expect(tally(await Promise.all(posts))).toEqual({ done: 1, unchanged: 9 });
    const other = await invite(db(), acme.owner, { ...input, email: address() });
    expect(other.outcome).toBe("id_reused");
    const elsewhere = await team(db());
    expect((await invite(db(), elsewhere.owner, input)).outcome).toBe("id_reused");
    expect(await mailTo(db(), input.email)).toHaveLength(1);
    expect(await acme.acts()).toEqual(["invitation.created"]);
  });

  test("an address has one open invitation, and a member needs none", async () => {
    const acme = await team(db());
    const first = await invited(acme);
    expect((await invited(acme, "member", first.email)).outcome).toBe("already_invited");
    const posts = [address()].flatMap((email) =>
      [1, 2, 3].map(() => invited(acme, "member", email)),
    );
    expect(tally(await Promise.all(posts))).toEqual({ done: 1, already_invited: 2 });
    await age(first.id, 8);
    const next = await invited(acme, "admin", first.email);
    expect(next.outcome).toBe("done");
    const who = await person(db(), first.email);
    expect((await accept(who, next.token)).outcome).toBe("done");
    expect((await invited(acme, "member", first.email)).outcome).toBe("already_member");
  });

  test("who left comes back with the role that they are invited with", async () => {
    const acme = await team(db());
    const who = await person(db());
    await acme.join("admin", who.id);
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, who.id));
    const { token } = await invited(acme, "member", who.email);
    expect((await accept(who, token)).outcome).toBe("done");
    expect((await acme.roles())[who.id]).toBe("member");
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, who.id));
    expect((await accept(who, token)).outcome).toBe("invitation_used");
  });

  test("an admin neither invites an owner nor touches an owner's invitation", async () => {
    const acme = await team(db());
    const admin = await acme.join("admin");
    const { id } = await invited(acme, "owner");
    const member = await invited(acme, "member");
    await age(id, 1);
    const input = { id: crypto.randomUUID(), email: address(), appUrl };
    expect((await invite(db(), admin, { ...input, role: "owner" })).outcome).toBe("forbidden");
    expect((await resendInvitation(db(), admin, { id, appUrl })).outcome).toBe("forbidden");
    const ids = [member.id, id];
    expect((await revokeInvitations(db(), admin, { ids })).outcome).toBe("forbidden");
    expect((await acme.invitations()).filter((row) => row.revokedAt)).toEqual([]);
    expect((await invite(db(), admin, { ...input, role: "admin" })).outcome).toBe("done");
  });

  test("several are revoked at once, or none when one is not there", async () => {
    const acme = await team(db());
    const [one, two] = [await invited(acme), await invited(acme)];
    const foreign = await invited(await team(db()));
    const revoke = (ids: string[]) => revokeInvitations(db(), acme.owner, { ids });
    expect((await revoke([one.id, foreign.id])).outcome).toBe("not_found");
    expect((await acme.invitations()).filter((row) => row.revokedAt)).toEqual([]);
    expect((await revoke([one.id, two.id, one.id])).outcome).toBe("done");
    expect((await acme.acts()).filter((act) => act === "invitation.revoked")).toHaveLength(2);
  });

  test("as many get in as there are seats, however many come at once", async () => {
    const acme = await team(db(), { plan: "pro" });
    const people = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { email, token } = await invited(acme);
        return { ...(await person(db(), email)), token };
      }),
    );
    for (let joined = 1; joined < 17; joined++) await acme.join("member");
    const acted = await Promise.all(people.map((who) => accept(who, who.token)));
    expect(tally(acted)).toEqual({ done: 3, no_seats: 5 });
    expect(Object.keys(await acme.roles())).toHaveLength(20);
    expect((await acme.acts()).filter((act) => act === "member.joined")).toHaveLength(3);
    expect((await invited(acme)).outcome).toBe("no_seats");
  });

  test("members and open invitations together take no more than the plan's seats", async () => {
    const free = await team(db(), { plan: "free" });
    const first = await invited(free);
    expect(first.outcome).toBe("done");
    expect((await invited(free)).outcome).toBe("done");
    expect((await invited(free)).outcome).toBe("no_seats");
    await age(first.id, 8);
    expect((await invited(free)).outcome).toBe("done");
    const again = await resendInvitation(db(), free.owner, { id: first.id, appUrl });
    expect(again.outcome).toBe("no_seats");
    const scale = await team(db(), { plan: "scale" });
    for (let joined = 0; joined < 25; joined++) await scale.join("member");
    expect((await invited(scale)).outcome).toBe("done");
  });

  test("accepting 10 times at once makes one member", async () => {
    const acme = await team(db());
    const { email, token } = await invited(acme);
    const who = await person(db(), email);
    const acted = await Promise.all(Array.from({ length: 10 }, () => accept(who, token)));
    expect(tally(acted)).toEqual({ done: 1, unchanged: 9 });
    expect((await acme.acts()).filter((act) => act === "member.joined")).toHaveLength(1);
  });

  test("accepting and revoking at once leave either a member or a link that no longer works", async () => {
    for (let round = 0; round < 10; round++) {
      const acme = await team(db());
      const { id, email, token } = await invited(acme);
      const who = await person(db(), email);
      const [accepted, revoked] = await Promise.all([
        accept(who, token),
        revokeInvitations(db(), acme.owner, { ids: [id] }),
      ]);
      const isMember = who.id in (await acme.roles());
      expect(accepted.outcome).toBe(isMember ? "done" : "invitation_revoked");
      expect(revoked.outcome).toBe(isMember ? "invitation_used" : "done");
    }
  });

  test("nobody joins an organization that is deleted or Clerk's", async () => {
    const acme = await team(db());
    const { email, token } = await invited(acme);
    const who = await person(db(), email);
    await db().execute(
      sql`update organizations set deleted_at = now() where id = ${acme.id}::uuid`,
    );
    expect((await accept(who, token)).outcome).toBe("not_found");
    const clerks = await team(db(), { managedBy: "clerk" });
    expect((await invited(clerks)).outcome).toBe("managed_elsewhere");
  });
});
