import type { SQL } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { invitationManagedBy, managedBy } from "../managed-by.ts";
import { invitations } from "../schema.ts";
import { inTenant } from "../tenant.ts";

const sent = rowsOf({
  id: invitations.id,
  email: invitations.email,
  role: invitations.role,
  invitedBy: invitations.invitedBy,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  managedBy: field(managedBy, invitationManagedBy),
});

/** The invitations that nobody has accepted or revoked, newest first; those that expired are among them. */
export const invitationList = keyset("invitation", sent.of);

/** Common table expressions over `scope`, for a page of `invitationList`. */
export const invitationsOf = (window: Window): SQL =>
  invitationList.tables(
    {
      rows: sql`select ${sent.columns} from ${invitations}
        where ${inTenant(invitations.organizationId)}
          and ${invitations.acceptedAt} is null and ${invitations.revokedAt} is null`,
      keys: (row) => [row.createdAt],
      descending: true,
    },
    window,
  );
