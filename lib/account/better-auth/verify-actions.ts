import type { AccountActions } from "#lib/account/provider.ts";
import { safeNext, withQuery } from "#lib/http/next.ts";
import { requestVerification, verifyAddress } from "#lib/identity/address/verify.ts";
import { known } from "#lib/identity/better-auth/known-device.ts";
import { resendVerificationForm, verifyAddressForm } from "#lib/identity/forms.ts";
import { linkUseDraws } from "#lib/identity/quotas.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { claim } from "./claim.ts";
import { ownForm, sessionOf, within } from "./door.ts";

/** Confirming the address that somebody signed up with. */
export const verifyActions: AccountActions = {
  "verify-address": ownForm(verifyAddressForm, async (asked) => {
    await within(asked, linkUseDraws(asked.network));
    const { token, password } = asked.input;
    const outcome = await verifyAddress(asked.db, await sessionOf(asked), { token });
    if (outcome === "verified") return { to: "/verify-address?done=yes" };
    if (outcome === "link_expired") return outcome;
    // Nobody here is signed in to that account, and somebody else may have its password.
    if (!password) return { to: withQuery("/verify-address", { token, step: "password" }) };
    const email = await claim("verify-address", { token, password });
    return email ? known({ to: "/sign-in?reset=yes" }, email) : "link_expired";
  }),

  "resend-verification": ownForm(resendVerificationForm, async (asked) => {
    const { email, next } = asked.input;
    const session = await sessionOf(asked);
    const who = session ? { session } : email ? { email } : null;
    if (!who) return "email_invalid";
    const outcome = await requestVerification(asked.db, who, asked);
    if (outcome === "verified") {
      return { to: safeNext(next, "/account"), notice: "address_verified" };
    }
    if (outcome !== "asked") return outcome;
    mailAfterAnswer();
    const to = safeNext(next, "/verify-address?sent=yes");
    return next ? { to, notice: "verification_sent" } : { to };
  }),
};
