import { ownPasswordDraws } from "#lib/identity/quotas.ts";
import type { CurrentSession } from "#lib/identity/signed-in.ts";
import { forget } from "#lib/quotas/forget.ts";
import { askBetterAuth } from "./answers.ts";
import { type Asked, ownSession, within } from "./door.ts";

/**
 * The session, for acts that need more than a session: someone else may be using an open browser. What
 * is asked of Better Auth proves the password. The number of guesses is limited.
 * @throws OwnRefusedError when it is wrong.
 */
export async function provenSession(
  asked: Asked,
  path: string,
  body: object,
): Promise<{ session: CurrentSession; response: Response }> {
  const session = await ownSession(asked);
  const guess = ownPasswordDraws(asked.network, session.userId);
  await within(asked, guess);
  const response = await askBetterAuth(path, asked.request, body);
  // It was no guess. How often one network tries counts all the same.
  await forget(asked.db, guess.slice(1));
  return { session, response };
}
