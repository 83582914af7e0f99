import { findUser } from "#identity/session.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { isUnreachable } from "#lib/db/unreachable.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { withQuery } from "#lib/http/next.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import { ensureFirstOrganization } from "#lib/organizations/first-organization.ts";
import { organizationPath } from "#lib/organizations/forms.ts";

/** Where everybody arrives who has just signed in: makes what they need, and shows them in. */
export async function GET(request: Request): Promise<Response> {
  try {
    return seeOther(await home(request));
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return seeOther("/unavailable?next=/welcome");
  }
}

async function home(request: Request): Promise<string> {
  const db = await writeDatabase();
  const user = await findUser(request.headers, db);
  if (!user) return "/sign-in?next=/welcome";
  const { outcome, slug } = await ensureFirstOrganization(db, {
    userId: user.id,
    provider: getEnvironment().AUTH_PROVIDER,
    ...requestOrigin(request),
  });
  if (outcome === "unauthenticated") return "/sign-in";
  const isIn = outcome === "done" || outcome === "unchanged";
  return isIn ? organizationPath(slug) : withQuery("/organizations", { error: outcome });
}
