import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type AuditAction, audited } from "#lib/organizations/audit.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { scoped } from "#lib/organizations/scope.ts";

/** Records what an owner had Polar do. It is done there, so this follows in a statement of its own. */
export async function recordBilling(
  db: Database,
  actor: Actor,
  { action, details = {} }: { action: AuditAction; details?: object | undefined },
): Promise<void> {
  await db.execute(sql`
    with scope as (select ${organizations.id} as organization_id from ${scoped(actor, permissions["billing.change"].least)})
    ${audited(actor, {
      action,
      targetType: "organization",
      from: sql`scope`,
      organizationId: sql`scope.organization_id`,
      targetId: sql`scope.organization_id`,
      metadata: sql`${JSON.stringify(details)}::jsonb`,
    })}`);
}
