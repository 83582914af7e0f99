import { sql } from "drizzle-orm";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import type { Connect } from "#lib/workspace/forms/acting-handler.ts";
import {
  postAccept,
  postDecline,
  postInvitation,
  postResend,
  postRevoke,
  postRevokeSeveral,
} from "#lib/workspace/forms/invitations.ts";
import {
  postDelete,
  postLeave,
  postName,
  postOrganization,
  postRemove,
  postRestore,
  postRole,
  postSlug,
} from "#lib/workspace/forms/organizations.ts";
import { appUrl, type Team, team, tokenOf } from "./team.ts";

/** An organization as the actions need it: somebody to act on in each role, an invitation, a token. */
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
  return { ...found, memberId, ownerId, invitationId: id, token: await tokenOf(db, email) };
}

export type Scene = Awaited<ReturnType<typeof scene>>;

interface Action {
  /** Below `app/api/v1`. */
  route: string;
  /** The status for an owner, an admin, a member and somebody who is none of them. */
  statuses: [owner: number, admin: number, member: number, outsider: number];
  prepare?(db: DrizzleDatabase, scene: Team): Promise<unknown>;
  post(scene: Scene, connect: Connect): (request: Request) => Promise<Response>;
  body?(scene: Scene): object;
}

const ofOrganization = "organizations/[slug]";
const email = () => `${crypto.randomUUID()}@invited.test`;

const delete_ = (db: DrizzleDatabase, { id }: Team) =>
  db.execute(sql`update organizations set deleted_at = now(),
    purge_after = now() + interval '7 days' where id = ${id}::uuid`);

/** Every act on organizations, members and invitations, and who may do it. */
export const actions: Record<string, Action> = {
  "make an organization": {
    route: "organizations",
    statuses: [200, 200, 200, 200],
    post: (_, connect) => postOrganization(connect),
    body: () => ({ name: "Another", slug: `s-${crypto.randomUUID()}` }),
  },
  "rename it": {
    route: ofOrganization,
    statuses: [200, 200, 403, 404],
    post: ({ slug }, connect) => postName(slug, connect),
    body: () => ({ name: "Another" }),
  },
  "change its address": {
    route: `${ofOrganization}/slug`,
    statuses: [200, 403, 403, 404],
    post: ({ slug }, connect) => postSlug(slug, connect),
    body: () => ({ slug: `s-${crypto.randomUUID()}` }),
  },
  "delete it": {
    route: `${ofOrganization}/delete`,
    statuses: [200, 403, 403, 404],
    post: ({ slug }, connect) => postDelete(slug, connect),
    body: () => ({ name: "A team" }),
  },
  "take its deletion back": {
    route: `${ofOrganization}/restore`,
    statuses: [200, 404, 404, 404],
    prepare: delete_,
    post: ({ slug }, connect) => postRestore(slug, connect),
  },
  "leave it": {
    route: `${ofOrganization}/leave`,
    statuses: [200, 200, 200, 404],
    post: ({ slug }, connect) => postLeave(slug, connect),
  },
  "make a member an admin": {
    route: `${ofOrganization}/members/[userId]`,
    statuses: [200, 200, 403, 404],
    post: ({ slug, memberId }, connect) => postRole(slug, memberId, connect),
    body: () => ({ role: "admin" }),
  },
  "make a member an owner": {
    route: `${ofOrganization}/members/[userId]`,
    statuses: [200, 403, 403, 404],
    post: ({ slug, memberId }, connect) => postRole(slug, memberId, connect),
    body: () => ({ role: "owner" }),
  },
  "lower an owner": {
    route: `${ofOrganization}/members/[userId]`,
    statuses: [200, 403, 403, 404],
    post: ({ slug, ownerId }, connect) => postRole(slug, ownerId, connect),
    body: () => ({ role: "member" }),
  },
  "remove a member": {
    route: `${ofOrganization}/members/[userId]/remove`,
    statuses: [200, 200, 403, 404],
    post: ({ slug, memberId }, connect) => postRemove(slug, memberId, connect),
  },
  "remove an owner": {
    route: `${ofOrganization}/members/[userId]/remove`,
    statuses: [200, 403, 403, 404],
    post: ({ slug, ownerId }, connect) => postRemove(slug, ownerId, connect),
  },
  "invite an admin": {
    route: `${ofOrganization}/invitations`,
    statuses: [200, 200, 403, 404],
    post: ({ slug }, connect) => postInvitation(slug, connect),
    body: () => ({ email: email(), role: "admin" }),
  },
  "invite an owner": {
    route: `${ofOrganization}/invitations`,
    statuses: [200, 403, 403, 404],
    post: ({ slug }, connect) => postInvitation(slug, connect),
    body: () => ({ email: email(), role: "owner" }),
  },
  "send an invitation again": {
    route: `${ofOrganization}/invitations/[id]/resend`,
    statuses: [200, 200, 403, 404],
    post: ({ slug, invitationId }, connect) => postResend(slug, invitationId, connect),
  },
  "revoke an invitation": {
    route: `${ofOrganization}/invitations/[id]/revoke`,
    statuses: [200, 200, 403, 404],
    post: ({ slug, invitationId }, connect) => postRevoke(slug, invitationId, connect),
  },
  "revoke several invitations": {
    route: `${ofOrganization}/invitations/revoke`,
    statuses: [200, 200, 403, 404],
    post: ({ slug }, connect) => postRevokeSeveral(slug, connect),
    body: ({ invitationId }) => ({ ids: [invitationId] }),
  },
  "accept another's invitation": {
    route: "invitations/accept",
    statuses: [403, 403, 403, 403],
    post: (_, connect) => postAccept(connect),
    body: ({ token }) => ({ token }),
  },
  "decline another's invitation": {
    route: "invitations/decline",
    statuses: [403, 403, 403, 403],
    post: (_, connect) => postDecline(connect),
    body: ({ token }) => ({ token }),
  },
};
