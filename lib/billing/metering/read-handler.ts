import { findViewer } from "#identity/viewer.ts";
import { leanReadDatabase } from "#lib/db/lean.ts";
import { type Credentials, readAuthorization } from "#lib/http/authorization.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { apiKeyHash } from "#lib/organizations/api-keys/key.ts";
import { getKeysBalance, getViewersBalance } from "./balance.ts";

/**
 * The balance of `?organization=<slug>` for its members and its keys, in one trip to the database. A
 * key need not name it.
 */
export async function readBalance(request: Request): Promise<Response> {
  try {
    const credentials = readAuthorization(request.headers);
    if (credentials) return await readAsKey(request, credentials);
    const viewer = await findViewer(request.headers);
    if (!viewer) return unauthenticated();
    const slug = new URL(request.url).searchParams.get("organization") ?? "";
    const balance = await getViewersBalance(leanReadDatabase(), viewer, slug);
    if (balance === undefined) return unauthenticated();
    if (!balance) return problem(404, "not_found", "Organization not found.");
    return Response.json(balance, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return failed("balance_failed", error);
  }
}

async function readAsKey({ url }: Request, { scheme, token }: Credentials): Promise<Response> {
  const hash = scheme === "bearer" ? await apiKeyHash(token) : null;
  const slug = new URL(url).searchParams.get("organization") ?? "";
  const balance = hash ? await getKeysBalance(leanReadDatabase(), hash, slug) : undefined;
  if (balance === undefined) {
    const title = "The API key is invalid, expired or revoked.";
    return problem(401, "unknown_key", title, { headers: { "www-authenticate": "Bearer" } });
  }
  if (balance) return Response.json(balance, { headers: { "cache-control": "private, no-store" } });
  if (slug) return problem(404, "not_found", "Organization not found.");
  return problem(403, "insufficient_scope", "This API key does not have the required scope.");
}
