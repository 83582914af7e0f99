import { accountActions } from "#account/actions.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { problem } from "#lib/http/problem.ts";

/** The forms of signing up, in and out, of passwords and of sessions. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/account/[action]">,
): Promise<Response> {
  const { action } = await params;
  const act = Object.hasOwn(accountActions, action) ? accountActions[action] : undefined;
  return act ? act(request) : problem(404, "not_found", "This form does not exist.");
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
