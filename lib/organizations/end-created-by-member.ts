import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Caller, Nobody, Origin } from "./actor.ts";
import { audited } from "./audit.ts";

const id = field(z.string(), sql`given.id`);
const name = field(z.string(), sql`given.name`);
const order = sql`given.name, given.id`;

/** The keys and invitations that ended because the role of the person who created them no longer allows them: from the rows of `given`. */
export const endedGifts = shape({
  invitations: listOf(shape({ id, email: name }), {
    from: sql`given where given.kind = 'invitation'`,
    order,
  }),
  apiKeys: listOf(shape({ id, name }), { from: sql`given where given.kind = 'api_key'`, order }),
});
export type EndedGifts = ValueOf<typeof endedGifts>;

interface Change {
  /** A common table expression with a row for each membership that changed. */
  from: SQL;
  organizationId: SQL;
  userId: SQL;
  /** The role that they have now; null when they are no member any more. */
  role: SQL;
  /** An address whose invitations somebody else sees to. */
  except?: SQL;
}

/** The change of who is no member any more, of a common table expression with their memberships. */
export const gone = (from: SQL): Change => ({
  from,
  organizationId: sql`${from}.organization_id`,
  userId: sql`${from}.user_id`,
  role: sql`null::text`,
});

/**
 * Common table expressions that end the open invitations a person sent and the API keys they made, as
 * far as their role does not let them give those any more, and record each; or they would come back by
 * them. `given` has a row for each. The organization's row has to be locked.
 */
export const endingGifts = (actor: (Caller | Nobody) & Origin, change: Change): SQL => sql`
  given as materialized (
    select ${change.organizationId} as organization_id, gift.*
    from ${change.from}
    cross join lateral end_gifts(
      ${change.organizationId}, ${change.userId}, ${change.role}, ${change.except ?? sql`null::text`}
    ) as gift
  ),
  ended_invitations as (${audited(actor, {
    action: "invitation.revoked",
    targetType: "invitation",
    from: sql`given where kind = 'invitation'`,
    organizationId: sql`organization_id`,
    targetId: sql`id`,
    metadata: sql`jsonb_build_object('email', name, 'role', detail)`,
  })}),
  ended_keys as (${audited(actor, {
    action: "api_key.revoked",
    targetType: "api_key",
    from: sql`given where kind = 'api_key'`,
    organizationId: sql`organization_id`,
    targetId: sql`id`,
    metadata: sql`jsonb_build_object('name', name, 'prefix', detail)`,
  })})`;
