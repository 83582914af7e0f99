import type { AccountActions } from "#lib/account/provider.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { formHandler } from "#lib/forms/handler.ts";
import { safeNext, withQuery } from "#lib/http/next.ts";
import { requestVerification, verifyAddress } from "#lib/identity/address/verify.ts";
import { betterAuthEnvironment } from "#lib/identity/better-auth/environment.ts";
import { known } from "#lib/identity/better-auth/known-device.ts";
import { limited, networkFor, tooMany } from "#lib/identity/better-auth/limited.ts";
import { currentSession } from "#lib/identity/better-auth/session.ts";
import {
  type IdentityCode,
  resendVerificationForm,
  verifyAddressForm,
} from "#lib/identity/forms.ts";
import { linkUseDraws } from "#lib/identity/quotas.ts";
import { refuseMany } from "#lib/identity/writer.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { claim } from "./claim.ts";

/** Confirming the address that somebody signed up with. */
export const verifyActions: AccountActions = {
  "verify-address": formHandler(verifyAddressForm, async ({ token, password }, request) => {
    const refused = await limited(linkUseDraws(networkFor(request)));
    if (refused) return refused;
    const db = await writeDatabase();
    const session = await currentSession(request.headers, db);
    const many = session && (await refuseMany(db, session.userId));
    if (many) return many;
    const outcome = await verifyAddress(db, session, { token });
    if (outcome === "verified") return { to: "/verify-address?done=yes" };
    if (outcome === "expired") return { status: 422, code: "link_expired" };
    // Nobody here is signed in to that account, and somebody else may have its password.
    if (!password) return { to: withQuery("/verify-address", { token, step: "password" }) };
    const email = await claim("verify-address", { token, password });
    if (!email) return { status: 422, code: "link_expired" };
    return known({ to: "/sign-in?reset=yes" }, email);
  }),

  "resend-verification": formHandler(resendVerificationForm, async ({ email, next }, request) => {
    const db = await writeDatabase();
    const session = await currentSession(request.headers, db);
    const many = session && (await refuseMany(db, session.userId));
    if (many) return many;
    const who = session ? { session } : email ? { email } : null;
    if (!who) {
      const fields = { email: "email_invalid" satisfies IdentityCode };
      return { status: 422, code: "invalid_input", fields };
    }
    const about = { appUrl: betterAuthEnvironment().url, network: networkFor(request) };
    const outcome = await requestVerification(db, who, about);
    if (outcome === "too_many") return tooMany();
    if (outcome === "signed_out") return { status: 401, code: "unauthenticated" };
    if (outcome === "verified")
      return { to: safeNext(next, "/account"), notice: "address_verified" };
    mailAfterAnswer();
    const to = safeNext(next, "/verify-address?sent=yes");
    return next ? { to, notice: "verification_sent" } : { to };
  }),
};
