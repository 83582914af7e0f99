import * as z from "zod/mini";
import { writeDatabase } from "#lib/db/node.ts";
import { type Done, formHandler, type Refusal } from "#lib/forms/handler.ts";
import { safeNext } from "#lib/forms/next.ts";

import {
  forgotPasswordForm,
  type IdentityCode,
  resetPasswordForm,
  revokeOtherSessionsForm,
  revokeSessionForm,
  signInForm,
  signOutForm,
  signUpForm,
} from "#lib/identity/forms.ts";
import type { AccountActions } from "#lib/identity/provider.ts";
import { getAuth } from "./auth.ts";
import { betterAuthEnvironment } from "./environment.ts";
import { currentSession } from "./session.ts";
import { endOtherSessions, endSession } from "./sessions.ts";

export const accountActions: AccountActions = {
  "sign-up": formHandler(signUpForm, async ({ next, ...input }, request) => {
    const response = await post("/sign-up/email", request, input);
    return done(response, safeNext(next, "/welcome"));
  }),

  "sign-in": formHandler(signInForm, async ({ next, ...input }, request) => {
    const response = await post("/sign-in/email", request, input);
    return done(response, safeNext(next, "/welcome"));
  }),

  "sign-out": formHandler(signOutForm, async (_, request) =>
    done(await post("/sign-out", request), "/"),
  ),

  "forgot-password": formHandler(forgotPasswordForm, async (input, request) =>
    done(await post("/request-password-reset", request, input), "/forgot-password?sent=yes"),
  ),

  "reset-password": formHandler(resetPasswordForm, async ({ token, password }, request) =>
    done(
      await post("/reset-password", request, { token, newPassword: password }),
      "/sign-in?reset=yes",
    ),
  ),

  "revoke-session": formHandler(revokeSessionForm, async (input, { headers }) => {
    const db = await writeDatabase();
    const current = await currentSession(headers, db);
    if (!current) return signedOut;
    await endSession(db, current, { sessionId: input.session });
    return { to: "/account?ended=one" };
  }),

  "revoke-other-sessions": formHandler(revokeOtherSessionsForm, async (_, { headers }) => {
    const db = await writeDatabase();
    const current = await currentSession(headers, db);
    if (!current) return signedOut;
    await endOtherSessions(db, current);
    return { to: "/account?ended=others" };
  }),
};

const signedOut: Done = { to: "/sign-in?next=%2Faccount" };

/** Asks Better Auth as a client would, since only what comes in as a request is counted and limited. */
async function post(path: string, request: Request, body: object = {}): Promise<Response> {
  const { url } = betterAuthEnvironment();
  const headers = new Headers({ "content-type": "application/json", origin: new URL(url).origin });
  for (const name of ["cookie", "user-agent", "x-forwarded-for"]) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const auth = await getAuth();
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return auth.handler(new Request(new URL(`/api/auth${path}`, url), init));
}

async function done(response: Response, to: string): Promise<Done | Refusal> {
  return response.ok ? { to, headers: cookies(response) } : refusal(response);
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
  INVALID_TOKEN: { status: 422, code: "link_expired" },
  USER_NOT_FOUND: { status: 422, code: "link_expired" },
};

function taken() {
  return {
    status: 409,
    code: "invalid_input",
    fields: { email: "email_taken" satisfies IdentityCode },
  } as const;
}

async function refusal(response: Response): Promise<Refusal> {
  if (response.status === 429) {
    const seconds = response.headers.get("x-retry-after") ?? "60";
    const headers = new Headers({ "retry-after": seconds });
    return { status: 429, code: "rate_limited", headers };
  }
  const parsed = failure.safeParse(await response.json().catch(() => undefined));
  const known = parsed.success ? refusals[parsed.data.code] : undefined;
  return known ?? { status: 503, code: "unavailable" };
}
