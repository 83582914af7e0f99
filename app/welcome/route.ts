import { writeDatabase } from "#lib/db/node.ts";
import { isUnreachable } from "#lib/db/unreachable.ts";
import { getEnvironment } from "#lib/env.ts";
import { seeOther } from "#lib/forms/handler.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import { getUser } from "#lib/identity/session.ts";
import { ensureFirstOrganization } from "#lib/organizations/create.ts";

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
  const user = await getUser(db);
  if (!user) return "/sign-in?next=/welcome";
  const organization = await ensureFirstOrganization(db, {
    userId: user.id,
    provider: getEnvironment().AUTH_PROVIDER,
    ...requestOrigin(request),
  });
  return organization ? `/o/${organization.slug}` : "/sign-in";
}
