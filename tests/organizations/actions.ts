import { sql } from "drizzle-orm";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { createApiKey } from "#lib/organizations/api-keys/create.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import type { Permission } from "#lib/organizations/permissions.ts";
import { endpointActions } from "../outgoing-webhooks/actions.ts";
import { sellingActions } from "../polar/actions.ts";
import { appUrl, type Team, team, tokenOf } from "./team.ts";

/** An organization as the acts need it: somebody to act on in each role, an invitation, a key. */
export async function scene(db: DrizzleDatabase) {
  const found = await team(db);
  const id = crypto.randomUUID();
  const email = `${id}@invited.test`;
  await invite(db, found.owner, { id, email, role: "member", appUrl });
  // Sent a while ago, so that it may be sent again.
  await db.execute(sql`update invitations set expires_at = expires_at - interval '1 day'
    where id = ${id}::uuid`);
  const { userId: memberId } = await found.join("member");
  const { userId: ownerId } = await found.join("owner");
  const keyId = crypto.randomUUID();
  const key = { id: keyId, name: "A key", scopes: ["read"], lifetime: 0 } as const;
  await createApiKey(db, found.owner, key, await newApiKey());
  return {
    ...found,
    memberId,
    ownerId,
    invitationId: id,
    keyId,
    token: await tokenOf(db, email),
  };
}

export type Scene = Awaited<ReturnType<typeof scene>>;

/** An act as it is tried. Who may do it is said by the permission that it needs. */
export interface Action {
  /** The name of the act. */
  act: string;
  /** The permission that this very thing takes, where the act by itself takes a lesser one. */
  also?: Permission;
  /** Set when no key does this very thing, whatever its scopes. */
  isForPeople?: boolean;
  /** Set for what is hidden from those who may not do it. */
  isHidden?: boolean;
  /** Set for what is refused to everybody here, with this status. */
  refused?: number;
  /** Set for what is refused to those who may do it, with this status. */
  refusedInTheEnd?: number;
  /** Set for what the audit trail does not tell of. */
  leavesNoEvent?: boolean;
  prepare?(db: DrizzleDatabase, scene: Team): Promise<unknown>;
  /** What stands in its address beside the organization. */
  params?(scene: Scene): object;
  input?(scene: Scene): Record<string, string | number | boolean | string[] | object[]>;
  /** The same as a form sends it, where its names are places inside of a field. */
  form?(scene: Scene): Record<string, string>;
}

const email = () => `${crypto.randomUUID()}@invited.test`;

const delete_ = (db: DrizzleDatabase, { id }: Team) =>
  db.execute(sql`update organizations set deleted_at = now(),
    purge_after = now() + interval '7 days' where id = ${id}::uuid`);

const theMember = ({ memberId }: Scene) => ({ userId: memberId });
const theOwner = ({ ownerId }: Scene) => ({ userId: ownerId });
const theInvitation = ({ invitationId }: Scene) => ({ id: invitationId });
const theKey = ({ keyId }: Scene) => ({ id: keyId });

/** Every act of the core, and what differs between things that one act does. */
export const actions: Record<string, Action> = {
  "make an organization": {
    act: "organization.create",
    input: () => ({ name: "Another", slug: `s-${crypto.randomUUID()}` }),
  },
  "rename it": { act: "organization.rename", input: () => ({ name: "Another" }) },
  "change its address": {
    act: "organization.change_slug",
    input: () => ({ slug: `s-${crypto.randomUUID()}` }),
  },
  "delete it": { act: "organization.delete", input: () => ({ name: "A team" }) },
  "take its deletion back": { act: "organization.restore", isHidden: true, prepare: delete_ },
  "leave it": { act: "organization.leave" },
  "make a member an admin": {
    act: "member.change_role",
    isForPeople: true,
    params: theMember,
    input: () => ({ role: "admin" }),
  },
  "make a member an owner": {
    act: "member.change_role",
    also: "member.manage_owners",
    params: theMember,
    input: () => ({ role: "owner" }),
  },
  "lower an owner": {
    act: "member.change_role",
    also: "member.manage_owners",
    params: theOwner,
    input: () => ({ role: "member" }),
  },
  "remove a member": { act: "member.remove", params: theMember },
  "remove an owner": { act: "member.remove", also: "member.manage_owners", params: theOwner },
  "invite a member": {
    act: "invitation.create",
    input: () => ({ email: email(), role: "member" }),
  },
  "invite an admin": {
    act: "invitation.create",
    isForPeople: true,
    input: () => ({ email: email(), role: "admin" }),
  },
  "invite an owner": {
    act: "invitation.create",
    also: "member.manage_owners",
    input: () => ({ email: email(), role: "owner" }),
  },
  "send an invitation again": { act: "invitation.resend", params: theInvitation },
  "revoke an invitation": { act: "invitation.revoke", params: theInvitation },
  "revoke several invitations": {
    act: "invitation.revoke_several",
    input: ({ invitationId }) => ({ ids: [invitationId] }),
  },
  "accept another's invitation": {
    act: "invitation.accept",
    refused: 403,
    input: ({ token }) => ({ token }),
  },
  "decline another's invitation": {
    act: "invitation.decline",
    refused: 403,
    input: ({ token }) => ({ token }),
  },
  "make a key": {
    act: "api_key.create",
    input: () => ({ name: "Another key", scopes: ["read"], lifetime: 30 }),
  },
  "rotate a key": {
    act: "api_key.rotate",
    params: theKey,
    input: () => ({ overlap: 24, lifetime: 30 }),
  },
  "revoke a key": { act: "api_key.revoke", params: theKey },
  ...endpointActions,
  ...sellingActions, // Polar
  "replay a delivery": {
    act: "webhook.replay",
    // An owner is told that there is no such delivery, everybody else not even that.
    refusedInTheEnd: 404,
    params: () => ({ id: crypto.randomUUID() }),
  },
  "replay what is parked": { act: "webhook.replay_parked", leavesNoEvent: true },
};
