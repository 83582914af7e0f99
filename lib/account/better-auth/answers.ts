import * as z from "zod/mini";
import type { Done } from "#lib/forms/answer.ts";
import type { Notice } from "#lib/forms/notices.ts";
import { post } from "#lib/identity/better-auth/call.ts";
import { type OwnCode, OwnRefusedError } from "./refusals.ts";

/** Has Better Auth do something. @throws OwnRefusedError when it does not. */
export async function askBetterAuth(
  path: string,
  request: Request,
  body?: object,
): Promise<Response> {
  const response = await post(path, request, body);
  if (response.ok) return response;
  throw new OwnRefusedError(await reasonOf(response));
}

/** Where it leads, with the cookies that Better Auth set. */
export function leading(response: Response, to: string, notice?: Notice): Done {
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return { to, headers, ...(notice && { notice }) };
}

const failure = z.object({ code: z.string() });

const reasons: Record<string, OwnCode> = {
  INVALID_EMAIL_OR_PASSWORD: "credentials_wrong",
  PASSWORD_TOO_LONG: "credentials_wrong",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "email_taken",
  // Two sign-ups with one address at the same moment: the second meets the unique index.
  FAILED_TO_CREATE_USER: "email_taken",
  INVALID_PASSWORD: "password_wrong",
};

/** Why Better Auth refused something, in the words of our forms. */
async function reasonOf(response: Response): Promise<OwnCode> {
  const parsed = failure.safeParse(await response.json().catch(() => undefined));
  const known = parsed.success ? reasons[parsed.data.code] : undefined;
  return known ?? (response.status === 401 ? "unauthenticated" : "unavailable");
}
