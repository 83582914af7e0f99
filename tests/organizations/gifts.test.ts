import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apiKeys, session } from "#drizzle/tables.ts";
import { readAccount } from "#lib/account/better-auth/read-account.ts";
import { deleteAccount } from "#lib/account/delete-account.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import { createApiKey } from "#lib/organizations/api-keys/create.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { rotateApiKey } from "#lib/organizations/api-keys/rotate.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { leaveOrganization } from "#lib/organizations/leave.ts";
import { changeRole, removeMember } from "#lib/organizations/manage-member.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { getMember } from "#lib/workspace/reads/get-member.ts";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, person, type Team, team } from "./team.ts";

const database = testDatabase();

// Nobody comes back by an invitation that they sent, or a key that they made.
describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  async function send(actor: Actor<Person>, role: Role) {
    const id = crypto.randomUUID();
    const email = `${id}@invited.test`;
    const acted = await invite(db(), actor, { id, email, role, appUrl });
    if (acted.outcome !== "done") throw new Error(acted.outcome);
    return { id, email };
  }
  async function makeKey(actor: Actor<Person>, name = "A key") {
    const made = await newApiKey();
    const input = { id: crypto.randomUUID(), name, scopes: ["write" as const], lifetime: 0 };
    const key = await createApiKey(db(), actor, input, made);
    if (typeof key === "string") throw new Error(key);
    return { id: key.id, name: key.name };
  }
  /** What somebody has given: an invitation of each role that they may, and a key. */
  async function gifts(actor: Actor<Person>, roles: Role[]) {
    const invitations = [];
    for (const role of roles) invitations.push(await send(actor, role));
    const byEmail = invitations.toSorted((one, other) => one.email.localeCompare(other.email));
    return { invitations: byEmail, apiKeys: [await makeKey(actor)] };
  }
  const open = async (acme: Team) => {
    const invitations = (await acme.invitations()).filter((row) => !row.revokedAt);
    const keys = await db().select().from(apiKeys).where(eq(apiKeys.organizationId, acme.id));
    return [...invitations, ...keys.filter((row) => !row.revokedAt)].map(({ id }) => id).toSorted();
  };
  const ids = ({ invitations, apiKeys: keys }: Awaited<ReturnType<typeof gifts>>) =>
    [...invitations, ...keys].map(({ id }) => id).toSorted();

  const ways: [string, (acme: Team, who: Actor<Person>) => Promise<object>][] = [
    ["is removed", (acme, { userId }) => removeMember(db(), acme.owner, { userId })],
    ["leaves", (_, who) => leaveOrganization(db(), who)],
    [
      "becomes a member",
      (acme, { userId }) => changeRole(db(), acme.owner, { userId, role: "member" }),
    ],
  ];
  test.each(ways)(
    "what an admin gave ends when they %s, is named and is on record",
    async (_, act) => {
      const acme = await team(db());
      const admin = await acme.join("admin");
      const given = await gifts(admin, ["member", "admin"]);
      const kept = await gifts(acme.owner, ["owner"]);
      expect(await act(acme, admin)).toEqual({ outcome: "done", slug: acme.slug, ended: given });
      expect(await open(acme)).toEqual(ids(kept));
      const events = (await acme.events()).filter(({ action }) => action.endsWith(".revoked"));
      expect(events.map(({ targetId }) => targetId).toSorted()).toEqual(ids(given));
      expect(events.map(({ action }) => action).toSorted()).toEqual([
        "api_key.revoked",
        "invitation.revoked",
        "invitation.revoked",
      ]);
    },
  );

  test("what would end is named before it does, to those who may end it and to whom it concerns", async () => {
    const acme = await team(db());
    const [who, admin, member] = [
      await acme.join("owner"),
      await acme.join("admin"),
      await acme.join("member"),
    ];
    const sent = [await send(who, "member"), await send(who, "admin"), await send(who, "owner")];
    await invite(db(), admin, {
      id: crypto.randomUUID(),
      email: `${acme.id}@x.test`,
      role: "member",
      appUrl,
    });
    for (const name of ["Delta", "alpha", "Charlie", "Bravo", "Echo"]) await makeKey(who, name);
    const emails = sent.map(({ email }) => email).toSorted();
    const expected = {
      apiKeys: { count: 5, first: ["alpha", "Bravo", "Charlie"] },
      invitations: { count: 3, first: emails },
      ownerInvitations: { count: 1, first: [sent[2]?.email] },
    };
    const seenBy = async ({ slug, userId }: Actor<Person>) =>
      (await getMember(db(), { slug, userId }, who.userId))?.member.gifts;
    expect(await seenBy(acme.owner)).toEqual(expected);
    expect(await seenBy(admin)).toEqual(expected);
    expect(await seenBy(member)).toBeNull();
    expect((await getSettings(db(), who))?.gifts).toEqual(expected);
    const account = await readAccount(db(), { userId: who.userId, token: null });
    expect(account?.gifts).toEqual(expected);

    const { userId } = who;
    const lowered = await changeRole(db(), acme.owner, { userId, role: "admin" });
    expect(lowered.ended?.invitations.map(({ email }) => email)).toEqual(
      expected.ownerInvitations.first,
    );
    const removed = await removeMember(db(), acme.owner, { userId });
    expect(removed.ended?.apiKeys).toHaveLength(5);
    expect(removed.ended?.invitations).toHaveLength(2);
    const nothing = { count: 0, first: [] };
    expect((await readAccount(db(), { userId, token: null }))?.gifts).toEqual({
      apiKeys: nothing,
      invitations: nothing,
      ownerInvitations: nothing,
    });
  });

  test("an owner who becomes an admin keeps what an admin may give", async () => {
    const acme = await team(db());
    const owner = await acme.join("owner");
    const { invitations, apiKeys: keys } = await gifts(owner, ["member"]);
    const ofOwner = await send(owner, "owner");
    const { userId } = owner;
    const acted = await changeRole(db(), acme.owner, { userId, role: "admin" });
    expect(acted.ended).toEqual({ invitations: [ofOwner], apiKeys: [] });
    expect(await open(acme)).toEqual(ids({ invitations, apiKeys: keys }));
  });

  test("what somebody gave in another organization stays", async () => {
    const [acme, other] = [await team(db()), await team(db())];
    const admin = await acme.join("admin");
    const there = await other.join("admin", admin.userId);
    const given = await gifts(there, ["member"]);
    await removeMember(db(), acme.owner, { userId: admin.userId });
    expect(await open(other)).toEqual(ids(given));
  });

  test("what somebody gave ends with their account", async () => {
    const acme = await team(db());
    const who = await person(db());
    const admin = await acme.join("admin", who.id);
    await gifts(admin, ["member", "admin"]);
    const id = crypto.randomUUID();
    const expiresAt = new Date(Date.now() + 60_000);
    await db().insert(session).values({ id, token: id, userId: who.id, expiresAt });
    const { ipAddress, userAgent } = admin;
    const current = { id, userId: who.id, ipAddress, userAgent };
    expect(await deleteAccount(db(), current, { email: who.email })).toBe("deleted");
    expect(await open(acme)).toEqual([]);
    const acts = (await acme.acts()).filter((act) => act.endsWith(".revoked"));
    expect(acts).toHaveLength(3);
  });

  test("nothing is given at the moment in which somebody is removed", async () => {
    for (let round = 0; round < 5; round++) {
      const acme = await team(db());
      const admin = await acme.join("admin");
      const { userId } = admin;
      const old = await makeKey(admin);
      const made = await newApiKey();
      const newId = crypto.randomUUID();
      await Promise.allSettled([
        send(admin, "admin"),
        makeKey(admin),
        rotateApiKey(db(), admin, { id: old.id, newId, overlap: 24 }, made),
        removeMember(db(), acme.owner, { userId }),
        send(admin, "admin"),
        makeKey(admin),
      ]);
      expect(await open(acme)).toEqual([]);
    }
  });
});
