import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { rotateSecretAct } from "../acts.ts";
import { overlapHours } from "../rules.ts";
import { newSecret } from "../secret.ts";
import { changeEndpoint } from "./change.ts";

interface Rotation {
  id: string;
  /** Made with the form, so that one form makes one secret. */
  secretId: string;
  secret: string;
}

/**
 * For admins and owners: gives an endpoint another secret. The former one signs as well for a day; one
 * from before that ends at once.
 */
export const rotateSecret = (db: Database, actor: Actor, { id, secretId, secret }: Rotation) =>
  changeEndpoint(db, actor, {
    id,
    action: "webhook_endpoint.secret_rotated",
    unless: sql`when target.secret_id = ${secretId}::uuid then 'id_reused'`,
    set: sql`secret = ${secret}::text, secret_id = ${secretId}::uuid,
      previous_secret = endpoint.secret,
      previous_until = now() + make_interval(hours => ${overlapHours}::integer)`,
  });

export const secretRotation = implement(rotateSecretAct, {
  refusals: ["id_reused"],
  async run({ db, actor, params: { id }, newId: secretId }) {
    const secret = newSecret();
    return { ...(await rotateSecret(db, actor, { id, secretId, secret })), secret };
  },
});
