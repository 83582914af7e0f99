import * as z from "zod/mini";
import type { Done, Refusal } from "#lib/forms/handler.ts";
import type { Notice } from "#lib/forms/notices.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import type { AccountCode } from "#lib/identity/account-forms.ts";
import type { IdentityCode } from "#lib/identity/forms.ts";
import { addressHeader } from "./address-header.ts";
import { getAuth } from "./auth.ts";
import { betterAuthEnvironment } from "./environment.ts";

/** Asks Better Auth as a client would, which gives the cookies to set. */
export const post = (path: string, request: Request, body: object = {}): Promise<Response> =>
  call(path, request, { method: "POST", body: JSON.stringify(body) });

/** The same for endpoints of Better Auth that answer to GET only. */
export const get = (path: string, request: Request): Promise<Response> => call(path, request, {});

async function call(path: string, request: Request, init: RequestInit): Promise<Response> {
  const { url } = betterAuthEnvironment();
  const { ipAddress, userAgent } = requestOrigin(request);
  const cookie = request.headers.get("cookie");
  const headers = new Headers({ "content-type": "application/json", origin: new URL(url).origin });
  if (cookie) headers.set("cookie", cookie);
  if (userAgent) headers.set("user-agent", userAgent);
  if (ipAddress) headers.set(addressHeader, ipAddress);
  const auth = await getAuth();
  return auth.handler(new Request(new URL(`/api/auth${path}`, url), { ...init, headers }));
}

/** Where it leads when Better Auth did it, with the cookies that it set; else why not. */
export async function done(
  response: Response,
  to: string,
  notice?: Notice,
): Promise<Done | Refusal> {
  return response.ok ? { to, notice, headers: cookies(response) } : refusal(response);
}

function cookies(response: Response): Headers {
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return headers;
}

const failure = z.object({ code: z.string() });

const refusals: Record<string, Refusal & { code: IdentityCode | "invalid_input" }> = {
  INVALID_EMAIL_OR_PASSWORD: { status: 401, code: "credentials_wrong" },
  PASSWORD_TOO_LONG: { status: 401, code: "credentials_wrong" },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: taken(),
  // Two sign-ups with one address at the same moment: the second meets the unique index.
  FAILED_TO_CREATE_USER: taken(),
  INVALID_PASSWORD: {
    status: 403,
    code: "invalid_input",
    fields: { password: "password_wrong" satisfies AccountCode },
  },
};

function taken() {
  return {
    status: 409,
    code: "invalid_input",
    fields: { email: "email_taken" satisfies IdentityCode },
  } as const;
}

/** Why Better Auth refused something, in the words of our forms. */
export async function refusal(response: Response): Promise<Refusal> {
  const parsed = failure.safeParse(await response.json().catch(() => undefined));
  const known = parsed.success ? refusals[parsed.data.code] : undefined;
  return known ?? { status: 503, code: "unavailable" };
}
