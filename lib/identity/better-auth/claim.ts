import { writeDatabase } from "#lib/db/node.ts";
import { claimAccount } from "#lib/identity/password/claim.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { getAuth } from "./auth.ts";
import { betterAuthEnvironment } from "./environment.ts";

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
