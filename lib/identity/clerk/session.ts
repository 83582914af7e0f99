import { auth } from "@clerk/nextjs/server";
import type { FindUser } from "#lib/identity/user.ts";

/**
 * Clerk's sessions are tokens that live for a minute, so there is nothing fresher to ask for. The
 * proxy has verified the token; without it there were no cookies of Clerk's, and nobody is signed in.
 */
export const findUser: FindUser = async (headers) => {
  if (!headers.has("x-clerk-auth-status")) return null;
  const { userId } = await auth();
  return userId ? { id: userId, isCacheStale: false } : null;
};
