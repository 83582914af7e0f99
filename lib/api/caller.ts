import { findUser } from "#identity/session.ts";
import type { Database } from "#lib/db/database.ts";
import { readAuthorization } from "#lib/http/authorization.ts";
import { apiKeyHash } from "#lib/organizations/api-keys/key.ts";
import type { ApiScope } from "#lib/organizations/scope.ts";
import type { Caller } from "./admission.ts";
import { RefusedError } from "./refused.ts";

/**
 * Who calls: the API key in `Authorization`, which the statement of the request proves, else the
 * person whose session the cookies are of, which costs a statement.
 * @param needs what the key must be for; null when no key will do.
 * @throws RefusedError when nobody does.
 */
export async function findCaller(
  { headers }: Request,
  needs: ApiScope | null,
  db: Database,
): Promise<Caller> {
  const credentials = readAuthorization(headers);
  if (credentials) {
    if (credentials.scheme !== "bearer") throw new RefusedError("no_credentials");
    const hash = await apiKeyHash(credentials.token);
    if (!hash) throw new RefusedError("unknown_key");
    if (!needs) throw new RefusedError("person_required");
    return { userId: null, key: { hash, needs } };
  }
  const user = await findUser(headers, db);
  if (!user) throw new RefusedError("no_credentials");
  return { userId: user.id };
}
