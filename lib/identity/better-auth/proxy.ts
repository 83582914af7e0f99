import { getSessionCookie } from "better-auth/cookies";
import type { NextProxy } from "next/server";
import { isWorkspace, toSignIn } from "#lib/identity/to-sign-in.ts";

/** Only looks whether there is a session cookie. What it is worth, the page finds out. */
export const proxy: NextProxy = (request) =>
  isWorkspace(request) && !getSessionCookie(request) ? toSignIn(request) : undefined;
