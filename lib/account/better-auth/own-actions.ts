import { deleteAccount } from "#lib/account/delete-account.ts";
import type { AccountActions } from "#lib/account/provider.ts";
import { followUps } from "#lib/api/follow-ups.ts";
import type { Done } from "#lib/forms/answer.ts";
import { safeNext, withQuery } from "#lib/http/next.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import {
  addressForm,
  confirmAddressForm,
  deleteAccountForm,
  nameForm,
  passwordForm,
  pictureForm,
  removePictureForm,
  revokeOtherSessionsForm,
  revokeSessionForm,
  signOutForm,
  stopChangeForm,
} from "#lib/identity/account-forms.ts";
import { confirmAddress } from "#lib/identity/address/confirm.ts";
import { requestAddress } from "#lib/identity/address/request.ts";
import { stopChange } from "#lib/identity/address/stop.ts";
import { endOtherSessions, endSession } from "#lib/identity/better-auth/sessions.ts";
import { changeName } from "#lib/identity/change-name.ts";
import { removePicture, storePicture } from "#lib/identity/picture/store.ts";
import { linkUseDraws, pictureDraws } from "#lib/identity/quotas.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { askBetterAuth, leading } from "./answers.ts";
import { ownForm, ownSession, within } from "./door.ts";
import { provenSession } from "./password.ts";

const here = (notice: Done["notice"]): Done => ({ to: "/account", notice });
const confirmation = "/confirm-password";

/** What somebody who is signed in does with their own account. */
export const ownActions: AccountActions = {
  name: ownForm(nameForm, async (asked) => {
    const isChanged = await changeName(asked.db, await ownSession(asked), asked.input);
    return isChanged ? here("name_changed") : "unauthenticated";
  }),

  picture: ownForm(pictureForm, async (asked) => {
    const session = await ownSession(asked);
    await within(asked, pictureDraws(asked.network, session.userId));
    // No other form should wait until sharp is loaded.
    const { encodePicture } = await import("#lib/identity/picture/encode.ts");
    const bytes = new Uint8Array(await asked.input.picture.arrayBuffer());
    const encoded = await encodePicture(bytes);
    if (typeof encoded === "string") return encoded;
    const isStored = await storePicture(asked.db, session, encoded);
    return isStored ? here("picture_changed") : "unauthenticated";
  }),

  "remove-picture": ownForm(removePictureForm, async (asked) => {
    const isRemoved = await removePicture(asked.db, await ownSession(asked));
    return isRemoved ? here("picture_removed") : "unauthenticated";
  }),

  address: ownForm(
    addressForm,
    async (asked) => {
      const { password, email } = asked.input;
      const { session } = await provenSession(asked, confirmation, { password });
      const outcome = await requestAddress(asked.db, session, { ...asked, email });
      return outcome === "asked" ? here("address_asked") : outcome;
    },
    mailAfterAnswer,
  ),

  "confirm-address": ownForm(
    confirmAddressForm,
    async (asked) => {
      await within(asked, linkUseDraws(asked.network));
      const outcome = await confirmAddress(asked.db, await ownSession(asked), asked.input);
      return outcome === "changed" ? { to: "/confirm-address?done=yes" } : outcome;
    },
    mailAfterAnswer,
  ),

  "stop-change": ownForm(stopChangeForm, async (asked) => {
    await within(asked, linkUseDraws(asked.network));
    const token = await stopChange(asked.db, asked.input);
    return token ? { to: withQuery("/reset-password", { token, stopped: "yes" }) } : "link_expired";
  }),

  password: ownForm(
    passwordForm,
    async (asked) => {
      const { response } = await provenSession(asked, "/new-password", asked.input);
      return leading(response, "/account", "password_changed");
    },
    mailAfterAnswer,
  ),

  "sign-out": ownForm(signOutForm, async ({ request, input: { next } }) =>
    leading(await askBetterAuth("/sign-out", request), safeNext(next, "/")),
  ),

  "revoke-session": ownForm(revokeSessionForm, async (asked) => {
    const session = await ownSession(asked);
    await endSession(asked.db, session, { sessionId: asked.input.session });
    return here("session_ended");
  }),

  "revoke-other-sessions": ownForm(revokeOtherSessionsForm, async (asked) => {
    await endOtherSessions(asked.db, await ownSession(asked));
    return here("sessions_ended");
  }),

  delete: ownForm(deleteAccountForm, async (asked) => {
    const { password, email } = asked.input;
    const { session } = await provenSession(asked, confirmation, { password });
    const actor = { ...session, ...requestOrigin(asked.request) };
    const outcome = await deleteAccount(asked.db, actor, { email });
    if (outcome !== "deleted") return outcome;
    followUps("account.delete");
    mailAfterAnswer();
    // The session is gone; this takes its cookies.
    return leading(await askBetterAuth("/sign-out", asked.request), "/goodbye");
  }),
};
