import { SignOutTo } from "#identity/sign-out-to.tsx";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { withQuery } from "#lib/http/next.ts";
import {
  acceptInvitationAct,
  declineInvitationAct,
  invitationPath,
} from "#lib/organizations/invitations/acts.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { InvitationPage } from "#lib/workspace/reads/find-invitation.ts";

interface AnswerProps {
  invitation: InvitationPage;
  token: string;
  query: Record<string, string | string[] | undefined>;
}

/** What the visitor can do with the link of a live invitation. */
export function Answer({ invitation, token, query }: AnswerProps) {
  const { viewer, email, expiresAt } = invitation;
  const here = invitationPath(token);
  const to = (path: string) => withQuery(path, { next: here, email });
  const address = <strong className="font-semibold wrap-anywhere">{email}</strong>;
  const expires = (
    <p className="text-sm text-muted">
      This link works once and expires on <Time value={expiresAt} />.
    </p>
  );
  if (!viewer) {
    return (
      <>
        <p>Sign in as {address} to accept, or create an account with this email address.</p>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={to("/sign-up")} prefetch={false}>
            Create an account
          </ButtonLink>
          <ButtonLink href={to("/sign-in")} look="secondary" prefetch={false}>
            Sign in
          </ButtonLink>
        </div>
        {expires}
      </>
    );
  }
  if (!viewer.isInvited) {
    return (
      <>
        <Alert tone="warning" title="This invitation is for another email address">
          You are signed in as {viewer.email ?? viewer.name}, but this invitation is for {email}.
        </Alert>
        <SignOutTo next={here} label="Sign out" />
        <p className="text-sm text-muted">
          Sign out and sign in as {address}, or ask for an invitation to your own email address.
        </p>
      </>
    );
  }
  const accept = formOf(acceptInvitationAct, {}, { token });
  const decline = formOf(declineInvitationAct, {}, { token });
  const message = formState(accept, query).message ?? formState(decline, query).message;
  return (
    <>
      {message && <Alert tone="danger">{message}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Form action={accept.action} submit="Accept" pending="Accepting…">
          <input type="hidden" name="token" value={token} />
        </Form>
        <Form action={decline.action} submit="Decline" pending="Declining…" look="secondary">
          <input type="hidden" name="token" value={token} />
        </Form>
      </div>
      {expires}
    </>
  );
}
