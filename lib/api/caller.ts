import { findUser } from "#identity/session.ts";
import type { Database } from "#lib/db/database.ts";
import { readAuthorization } from "#lib/http/authorization.ts";
import type { Caller } from "#lib/organizations/actor.ts";
import { apiKeyHash } from "#lib/organizations/api-keys/key.ts";
import { RefusedError } from "./refused.ts";

/**
 * Who calls: the API key in `Authorization`, which the statement of the request proves, else the
 * person whose session the cookies are of, which costs a statement.
 * @param scope what the key must be for; null when no key will do.
 * @param takesKeys false for forms, which only a browser with a session sends.
 * @throws RefusedError when nobody does.
 */
export async function findCaller(
  { headers }: Request,
  { scope, takesKeys }: { scope: string | null; takesKeys: boolean },
  db: Database,
): Promise<Caller> {
  const credentials = takesKeys ? readAuthorization(headers) : null;
  if (credentials) {
    if (credentials.scheme !== "bearer") throw new RefusedError("no_credentials");
    const hash = await apiKeyHash(credentials.token);
    if (!hash) throw new RefusedError("unknown_key");
    if (!scope) throw new RefusedError("person_required");
    return { userId: null, key: { hash, needs: scope } };
  }
  const user = await findUser(headers, db);
  if (!user) throw new RefusedError(takesKeys ? "no_credentials" : "unauthenticated");
  return { userId: user.id };
}
