import { claimAccount } from "#lib/account/claim-account.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { getAuth } from "#lib/identity/better-auth/auth.ts";
import { betterAuthEnvironment } from "#lib/identity/better-auth/environment.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";

/** `claimAccount` with a password as somebody typed it. The address, or null for a dead link. */
export async function claim(
  purpose: "reset-password" | "verify-address",
  { token, password }: { token: string; password: string },
): Promise<string | null> {
  const context = await (await getAuth()).$context;
  const hash = await context.password.hash(password);
  const appUrl = betterAuthEnvironment().url;
  const email = await claimAccount(await writeDatabase(), { purpose, token, hash, appUrl });
  if (email) mailAfterAnswer();
  return email;
}
