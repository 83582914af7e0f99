import * as z from "zod/mini";
import { field, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { nameOrAddress } from "#lib/identity/name-or-address.ts";
import { user } from "#lib/identity/schema.ts";
import { invitationList } from "#lib/organizations/lists/invitations.ts";

const { row } = invitationList;

/** An invitation that nobody has accepted or revoked, as a list shows it. */
const listedInvitation = shape({
  id: row.id,
  email: row.email,
  role: row.role,
  /** Null when Clerk did, or somebody who is no more. */
  invitedBy: maybeOf(nameOrAddress, sql`${user} where ${user.id} = ${row.invitedBy}`),
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  hasExpired: field(z.boolean(), sql`${row.expiresAt} <= now()`),
  /** The provider in which it is sent again and revoked, if not here. */
  managedBy: row.managedBy,
});

export type ListedInvitation = ValueOf<typeof listedInvitation>;

/** More than that are not shown at once; the newest are. */
export const shownInvitations = 200;

/** The invitations that are open or have expired. */
export const openInvitations = invitationList.first(listedInvitation);
