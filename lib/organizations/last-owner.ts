import type { SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { memberships } from "./schema.ts";

/** Whether a member is the only owner: then neither leaving nor another role is possible. */
export const isLastOwner = (member: {
  organizationId: SQLWrapper;
  userId: SQLWrapper;
  role: SQLWrapper;
}) =>
  field(
    z.boolean(),
    sql`${member.role} = 'owner' and not exists (
      select from ${memberships}
      where ${memberships.organizationId} = ${member.organizationId}
        and ${memberships.role} = 'owner' and ${memberships.deletedAt} is null
        and ${memberships.userId} <> ${member.userId}
    )`,
  );
