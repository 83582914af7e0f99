import { getEnvironment } from "#lib/env/environment.ts";
import { token } from "#lib/forms/fields.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import {
  acceptInvitationForm,
  declineInvitationForm,
  inviteForm,
  resendInvitationForm,
  revokeInvitationForm,
  revokeInvitationsForm,
} from "#lib/organizations/invitation-forms.ts";
import {
  acceptInvitation,
  declineInvitation,
} from "#lib/organizations/invitations/accept-decline.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { resendInvitation } from "#lib/organizations/invitations/resend.ts";
import { revokeInvitations } from "#lib/organizations/invitations/revoke.ts";
import { isId } from "#lib/text/storable.ts";
import { actingHandler, type Connect } from "./acting-handler.ts";

const members = ({ slug }: Acted) => `${organizationPath(slug)}/members`;

const nowhere: Acted = { outcome: "not_found", slug: "" };

export const postInvitation = (slug: string, connect?: Connect) =>
  actingHandler({
    form: inviteForm(slug),
    slug,
    connect,
    act: (db, actor, input) => invite(db, actor, { ...input, appUrl: getEnvironment().APP_URL }),
    done: (acted, { id }) => {
      if (acted.isQuiet) {
        return { to: members(acted), notice: "invitation_reopened", details: { id } };
      }
      if (acted.outcome === "done") mailAfterAnswer();
      return { to: members(acted), notice: "invitation_created", details: { id } };
    },
  });

export const postResend = (slug: string, id: string, connect?: Connect) =>
  actingHandler({
    form: resendInvitationForm(slug, id),
    slug,
    connect,
    act: async (db, actor) =>
      isId(id) ? resendInvitation(db, actor, { id, appUrl: getEnvironment().APP_URL }) : nowhere,
    done: (acted) => {
      if (acted.outcome === "done") mailAfterAnswer();
      return { to: members(acted), notice: "invitation_resent" };
    },
  });

export const postRevoke = (slug: string, id: string, connect?: Connect) =>
  actingHandler({
    form: revokeInvitationForm(slug, id),
    slug,
    connect,
    act: async (db, actor) => (isId(id) ? revokeInvitations(db, actor, { ids: [id] }) : nowhere),
    done: (acted) => ({ to: members(acted), notice: "invitation_revoked" }),
  });

export const postRevokeSeveral = (slug: string, connect?: Connect) =>
  actingHandler({
    form: revokeInvitationsForm(slug),
    slug,
    connect,
    act: revokeInvitations,
    done: (acted) => ({ to: members(acted), notice: "invitation_revoked" }),
  });

export const postAccept = (connect?: Connect) =>
  withToken((token) =>
    actingHandler({
      form: acceptInvitationForm(token),
      connect,
      act: acceptInvitation,
      done: ({ slug }) => ({
        to: organizationPath(slug),
        notice: "invitation_accepted",
        details: { slug },
      }),
    }),
  );

export const postDecline = (connect?: Connect) =>
  withToken((token) =>
    actingHandler({
      form: declineInvitationForm(token),
      connect,
      act: declineInvitation,
      done: () => ({ to: "/organizations", notice: "invitation_declined" }),
    }),
  );

/** The page that a refusal leads back to has the token in its address, which is known once it is read. */
function withToken(handler: (token: string) => (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const submission = await readSubmission(request.clone());
    const sent = submission instanceof Response ? "" : submission.token;
    return handler(token("").safeParse(sent).data ?? "")(request);
  };
}
