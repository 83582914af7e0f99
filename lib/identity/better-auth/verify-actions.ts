import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { rows } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { formHandler } from "#lib/forms/handler.ts";
import { safeNext } from "#lib/forms/next.ts";
import {
  type IdentityCode,
  resendVerificationForm,
  verifyAddressForm,
} from "#lib/identity/forms.ts";
import type { AccountActions } from "#lib/identity/provider.ts";
import { signedIn } from "#lib/identity/signed-in.ts";
import { done, get, post } from "./call.ts";
import { currentSession } from "./session.ts";

const person = z.object({ email: z.string(), isVerified: z.boolean() });

/** Confirming the address that somebody signed up with. */
export const verifyActions: AccountActions = {
  "verify-address": formHandler(verifyAddressForm, async ({ token }, request) =>
    done(
      await get(`/verify-email?${new URLSearchParams({ token })}`, request),
      "/verify-address?done=yes",
    ),
  ),

  "resend-verification": formHandler(resendVerificationForm, async ({ email, next }, request) => {
    const self = await signedInPerson(request);
    if (self?.isVerified) return { to: safeNext(next, "/account"), notice: "address_verified" };
    const address = self?.email ?? email;
    if (!address) {
      const fields = { email: "email_invalid" satisfies IdentityCode };
      return { status: 422, code: "invalid_input", fields };
    }
    const response = await post("/send-verification-email", request, { email: address });
    const to = safeNext(next, "/verify-address?sent=yes");
    return done(response, to, next ? "verification_sent" : undefined);
  }),
};

async function signedInPerson({ headers }: Request) {
  const db = await writeDatabase();
  const session = await currentSession(headers, db);
  if (!session) return undefined;
  const statement = sql`select email, email_verified as "isVerified" from ${signedIn(session)}`;
  const [found] = await rows(db, statement, (row) => person.parse(row));
  return found;
}
