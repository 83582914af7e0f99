import { deleteAccount } from "#lib/account/delete-account.ts";
import type { AccountActions } from "#lib/account/provider.ts";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { type Done, formHandler, type Refusal } from "#lib/forms/handler.ts";
import { safeNext, withQuery } from "#lib/http/next.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import {
  type AccountCode,
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
import { done, post, refusal } from "#lib/identity/better-auth/call.ts";
import { betterAuthEnvironment } from "#lib/identity/better-auth/environment.ts";
import { limited, networkFor, tooMany } from "#lib/identity/better-auth/limited.ts";
import { currentSession } from "#lib/identity/better-auth/session.ts";
import { endOtherSessions, endSession } from "#lib/identity/better-auth/sessions.ts";
import { changeName } from "#lib/identity/change-name.ts";
import { removePicture, storePicture } from "#lib/identity/picture/store.ts";
import { linkUseDraws, ownPasswordDraws, pictureDraws } from "#lib/identity/quotas.ts";
import type { CurrentSession } from "#lib/identity/signed-in.ts";
import { refuseMany } from "#lib/identity/writer.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { settleEndingsAfterAnswer } from "#lib/polar/selling/end-after-answer.ts";
import type { Draw } from "#lib/quotas/drawing.ts";
import { forget } from "#lib/quotas/forget.ts";

/** What somebody who is signed in does with their own account. */
export const ownActions: AccountActions = {
  name: formHandler(nameForm, (input, request) =>
    withSession(request, async (db, session) =>
      (await changeName(db, session, input)) ? here("name_changed") : signedOut,
    ),
  ),

  picture: formHandler(pictureForm, ({ picture }, request) =>
    withSession(request, async (db, session) => {
      const refused = await limited(pictureDraws(networkFor(request), session.userId));
      if (refused) return refused;
      // No other form should wait until sharp is loaded.
      const { encodePicture } = await import("#lib/identity/picture/encode.ts");
      const encoded = await encodePicture(new Uint8Array(await picture.arrayBuffer()));
      if (encoded === "picture_busy") return { status: 503, code: "picture_busy" };
      if (typeof encoded === "string") return wrong({ picture: encoded });
      return (await storePicture(db, session, encoded)) ? here("picture_changed") : signedOut;
    }),
  ),

  "remove-picture": formHandler(removePictureForm, (_, request) =>
    withSession(request, async (db, session) =>
      (await removePicture(db, session)) ? here("picture_removed") : signedOut,
    ),
  ),

  address: formHandler(addressForm, ({ email, password }, request) =>
    withPassword(request, password, async (db, session) => {
      const asked = { email, network: networkFor(request), appUrl: betterAuthEnvironment().url };
      const outcome = await requestAddress(db, session, asked);
      if (outcome === "signed_out") return signedOut;
      if (outcome === "too_many") return tooMany();
      if (outcome === "own") return wrong({ email: "email_own" });
      mailAfterAnswer();
      return here("address_asked");
    }),
  ),

  "confirm-address": formHandler(confirmAddressForm, async (input, request) => {
    const refused = await limited(linkUseDraws(networkFor(request)));
    if (refused) return refused;
    return withSession(request, async (db, session) => {
      const outcome = await confirmAddress(db, session, input);
      if (outcome === "signed_out") return signedOut;
      if (outcome === "other") return { status: 403, code: "link_other_account" };
      if (outcome === "expired") return { status: 422, code: "link_expired" };
      if (outcome === "taken") return { status: 409, code: "email_taken" };
      mailAfterAnswer();
      return { to: "/confirm-address?done=yes" };
    });
  }),

  "stop-change": formHandler(stopChangeForm, async (input, request) => {
    const refused = await limited(linkUseDraws(networkFor(request)));
    if (refused) return refused;
    const token = await stopChange(await writeDatabase(), input);
    if (!token) return { status: 422, code: "link_expired" };
    return { to: withQuery("/reset-password", { token, stopped: "yes" }) };
  }),

  password: formHandler(passwordForm, async (input, request) =>
    withSession(request, async (db, session) => {
      const guess = ownPasswordDraws(networkFor(request), session.userId);
      const refused = await limited(guess);
      if (refused) return refused;
      const response = await post("/new-password", request, input);
      if (response.status === 401) return signedOut;
      if (!response.ok) return refusal(response);
      await rightPassword(db, guess);
      mailAfterAnswer();
      return done(response, "/account", "password_changed");
    }),
  ),

  "sign-out": formHandler(signOutForm, async ({ next }, request) =>
    done(await post("/sign-out", request), safeNext(next, "/")),
  ),

  "revoke-session": formHandler(revokeSessionForm, (input, request) =>
    withSession(request, async (db, session) => {
      await endSession(db, session, { sessionId: input.session });
      return here("session_ended");
    }),
  ),

  "revoke-other-sessions": formHandler(revokeOtherSessionsForm, (_, request) =>
    withSession(request, async (db, session) => {
      await endOtherSessions(db, session);
      return here("sessions_ended");
    }),
  ),

  delete: formHandler(deleteAccountForm, ({ email, password }, request) =>
    withPassword(request, password, async (db, session) => {
      const actor = { ...session, ...requestOrigin(request) };
      const outcome = await deleteAccount(db, actor, { email });
      if (outcome === "signed_out") return signedOut;
      if (outcome === "wrong_address") return wrong({ email: "confirmation_wrong" });
      if (outcome === "last_owner") return { status: 409, code: "last_owner" };
      mailAfterAnswer();
      settleEndingsAfterAnswer();
      // The session is gone; this takes its cookies.
      return done(await post("/sign-out", request), "/goodbye");
    }),
  ),
};

const signedOut: Refusal = { status: 401, code: "unauthenticated" };

const here = (notice: Done["notice"]): Done => ({ to: "/account", notice });

const wrong = (fields: Record<string, AccountCode>): Refusal => ({
  status: 422,
  code: "invalid_input",
  fields,
});

type Act = (db: Database, session: CurrentSession) => Promise<Done | Refusal>;

async function withSession(request: Request, act: Act): Promise<Done | Refusal> {
  const db = await writeDatabase();
  const session = await currentSession(request.headers, db);
  if (!session) return signedOut;
  return (await refuseMany(db, session.userId)) ?? act(db, session);
}

/** For acts that need more than a session: someone else may be using an open browser. */
async function withPassword(request: Request, password: string, act: Act) {
  return withSession(request, async (db, session) => {
    const guess = ownPasswordDraws(networkFor(request), session.userId);
    const refused = await limited(guess);
    if (refused) return refused;
    const confirmed = await post("/confirm-password", request, { password });
    if (confirmed.status === 401) return signedOut;
    if (!confirmed.ok) return refusal(confirmed);
    await rightPassword(db, guess);
    return act(db, session);
  });
}

/** It was no guess. How often one network tries counts all the same. */
async function rightPassword(db: Database, [, ...ofAccount]: Draw[]): Promise<void> {
  await forget(db, ofAccount);
}
