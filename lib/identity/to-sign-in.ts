import { type NextRequest, NextResponse } from "next/server";
import { withQuery } from "#lib/http/next.ts";

/** Whether a request is for the workspace, which signed-out visitors do not see. */
export const isWorkspace = ({ nextUrl }: NextRequest) =>
  /^\/(o|organizations)(\/|$)/.test(nextUrl.pathname);

/** Sends a signed-out visitor to sign in, and afterwards back to where they wanted to go. */
export function toSignIn({ nextUrl }: NextRequest): Response {
  const next = `${nextUrl.pathname}${nextUrl.search}`;
  return NextResponse.redirect(new URL(withQuery("/sign-in", { next }), nextUrl));
}
