import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { invitationList, invitationsOf } from "#lib/organizations/lists/invitations.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { type ListQuery, readList, windowOf } from "./list.ts";
import { resource } from "./wire.ts";

const { id, email, role, createdAt, expiresAt } = invitationList.row;

export const invitation = resource(shape({ id, email, role, createdAt, expiresAt }));

/**
 * The invitations that nobody has accepted or taken back, newest first, for owners and admins. Those
 * that have expired are among them.
 */
export const listInvitations = (db: Database, scope: Scope, query: ListQuery) =>
  readList(db, {
    reach: reaching(scope, permissions["invitation.read"].least),
    with: invitationsOf(windowOf(query)),
    list: invitationList.listed(invitation.item),
  });
