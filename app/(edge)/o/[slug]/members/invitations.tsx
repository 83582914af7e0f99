import { Mail } from "lucide-react";
import { formOf } from "#lib/forms/act.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import {
  resendInvitationAct,
  revokeInvitationAct,
  revokeInvitationsAct,
} from "#lib/organizations/invitations/acts.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Section } from "#lib/ui/section.tsx";
import { SelectRow } from "#lib/ui/select-row.tsx";
import { SelectAll, SelectedCount } from "#lib/ui/selection.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { ListedInvitation } from "#lib/workspace/reads/open-invitations.ts";
import { roleNames } from "../role.tsx";

const bulk = "revoke-invitations";

interface InvitationsProps {
  slug: string;
  invitations: ListedInvitation[];
  mayInvite: boolean;
}

/** Invitations that nobody has accepted yet, to be sent again or revoked, one or many. */
export function Invitations({ slug, invitations, mayInvite }: InvitationsProps) {
  if (invitations.length === 0 && !mayInvite) return null;
  return (
    <Section
      title="Invitations"
      description="Sent but not accepted yet. Each link works once, until it expires."
    >
      {invitations.length === 0 ? (
        <EmptyState
          icon={Mail}
          title="No open invitations"
          text="People you invite appear here until they join."
          action={
            <ButtonLink
              href={`${organizationPath(slug)}/members/invite`}
              look="secondary"
              prefetch={false}
            >
              Invite a member
            </ButtonLink>
          }
        />
      ) : (
        <div className="grid gap-3">
          {mayInvite && (
            <SelectedCount form={bulk}>
              <ConfirmDialog
                id={`${bulk}-dialog`}
                formId={bulk}
                title="Revoke the selected invitations?"
                description="Their links stop working immediately. To let these people in later, invite them again."
                action={formOf(revokeInvitationsAct, { slug }).action}
                submit="Revoke invitations"
                pending="Revoking…"
                dismiss="Keep invitations"
                button="Revoke selected"
                buttonSize="small"
              />
            </SelectedCount>
          )}
          <Table
            caption="Open invitations, newest first"
            head={
              <>
                {mayInvite && (
                  <ColumnHead className="w-10">
                    <SelectAll form={bulk} label="Select all invitations" />
                    <span className="sr-only">Selected</span>
                  </ColumnHead>
                )}
                <ColumnHead>Email</ColumnHead>
                <ColumnHead className="w-36 max-md:hidden">Expires</ColumnHead>
                {mayInvite && (
                  <ColumnHead className="w-24 sm:w-52">
                    <span className="sr-only">Actions</span>
                  </ColumnHead>
                )}
              </>
            }
          >
            {invitations.map((invitation) => (
              <Row key={invitation.id} slug={slug} invitation={invitation} mayInvite={mayInvite} />
            ))}
          </Table>
        </div>
      )}
    </Section>
  );
}

interface RowProps {
  slug: string;
  invitation: ListedInvitation;
  mayInvite: boolean;
}

function Row({ slug, invitation, mayInvite }: RowProps) {
  const { id, email, role, invitedBy, createdAt, managedBy } = invitation;
  return (
    <tr>
      {mayInvite && (
        <Cell>
          <SelectRow
            form={bulk}
            value={id}
            label={`Select ${email}`}
            isDisabled={managedBy !== null}
          />
        </Cell>
      )}
      <Cell>
        <span className="font-medium wrap-anywhere">{email}</span>
        <span className="mt-0.5 block text-xs text-muted wrap-anywhere">
          As {roleNames[role].toLowerCase()}
          {invitedBy && `, by ${invitedBy}`}, <Time value={createdAt} style="relative" />
        </span>
        <span className="mt-1.5 block text-xs md:hidden">
          <Expiry invitation={invitation} />
        </span>
      </Cell>
      <Cell className="max-md:hidden">
        <Expiry invitation={invitation} />
      </Cell>
      {mayInvite && (
        <Cell>
          {!managedBy && (
            <div className="flex flex-wrap justify-end gap-2">
              <Form
                action={formOf(resendInvitationAct, { slug, id }).action}
                submit="Resend"
                pending="Sending…"
                submitLabel={`Resend the invitation to ${email}`}
                look="secondary"
                size="small"
              />
              <ConfirmDialog
                id={`revoke-${id}`}
                title="Revoke this invitation?"
                description={`The link sent to ${email} stops working immediately. To let them in later, invite them again.`}
                action={formOf(revokeInvitationAct, { slug, id }).action}
                submit="Revoke invitation"
                pending="Revoking…"
                dismiss="Keep invitation"
                button="Revoke"
                buttonLabel={`Revoke the invitation to ${email}`}
                buttonSize="small"
              />
            </div>
          )}
        </Cell>
      )}
    </tr>
  );
}

function Expiry({ invitation: { expiresAt, hasExpired } }: { invitation: ListedInvitation }) {
  if (hasExpired) return <Badge tone="warning">Expired</Badge>;
  return (
    <span className="text-muted">
      <Time value={expiresAt} style="day" />
    </span>
  );
}
