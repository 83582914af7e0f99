import { getCookieCache } from "better-auth/cookies";
import * as z from "zod/mini";
import { isSecure } from "./environment.ts";
import type { Signing } from "./token.ts";

const cachedSession = z.object({
  session: z.object({ id: z.string(), token: z.string() }),
  user: z.object({ id: z.string() }),
});

/** The copy of the session that the browser keeps for five minutes, if it is ours and of this token. */
export async function cachedUserId(headers: Headers, token: string, { url, secret }: Signing) {
  // Without isSecure, Better Auth guesses the name of the cookie from NODE_ENV.
  const found = await getCookieCache(headers, { secret, isSecure: isSecure(url) });
  const cached = cachedSession.safeParse(found);
  if (!cached.success || cached.data.session.token !== token) return null;
  return cached.data.user.id;
}
