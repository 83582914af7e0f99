import { formOf } from "#lib/forms/act.ts";
import {
  deleteEndpointAct,
  disableEndpointAct,
  enableEndpointAct,
  rotateSecretAct,
  testEndpointAct,
} from "#lib/outgoing-webhooks/acts.ts";
import type { Endpoint } from "#lib/outgoing-webhooks/endpoint.ts";
import { failingDays, overlapHours } from "#lib/outgoing-webhooks/rules.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Dialog, DialogButton } from "#lib/ui/dialog.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import { SecretForm } from "../secret-form.tsx";

/** Why an endpoint gets nothing, or since when it does not answer well. */
export function EndpointAlert({ endpoint }: { endpoint: Endpoint }) {
  const { disabledAt, disabledReason, failingSince } = endpoint;
  if (disabledAt) {
    return (
      <Alert tone="warning" title="This endpoint is disabled">
        {reasons[disabledReason ?? "member"]} New events are not kept for it. What was waiting is
        sent when you enable it.
      </Alert>
    );
  }
  if (!failingSince) return null;
  return (
    <Alert tone="danger" title="This endpoint does not answer with success">
      No request has succeeded since <Time value={failingSince} />. After {failingDays} days we
      disable the endpoint and email the owners.
    </Alert>
  );
}

const reasons: Record<NonNullable<Endpoint["disabledReason"]>, string> = {
  member: "A member disabled it.",
  gone: "It answered 410 Gone, which asks us to stop.",
  failing: `No request succeeded for ${failingDays} days.`,
};

/** Sends an event that means nothing, whichever events the endpoint gets. */
export function TestForm(on: { slug: string; id: string }) {
  return (
    <Form
      action={formOf(testEndpointAct, on).action}
      submit="Send test event"
      pending="Sending…"
      look="secondary"
    >
      <input type="hidden" name="id" value={crypto.randomUUID()} />
    </Form>
  );
}

/** What can be done with an endpoint beside changing its settings. */
export function EndpointSwitches({ slug, endpoint }: { slug: string; endpoint: Endpoint }) {
  const { id, url, disabledAt, previousUntil } = endpoint;
  const on = { slug, id };
  return (
    <div className="grid gap-6">
      <Card
        title="Secret"
        description={
          previousUntil ? (
            <>
              The old secret also signs until <Time value={previousUntil} />.
            </>
          ) : (
            "Your server verifies requests with it. It is shown only when it is made."
          )
        }
      >
        <Rotation {...on} />
      </Card>
      <Card title={disabledAt ? "Enable or delete" : "Disable or delete"}>
        <div className="flex flex-wrap gap-2">
          {disabledAt ? (
            <Form
              action={formOf(enableEndpointAct, on).action}
              submit="Enable endpoint"
              pending="Enabling…"
              look="secondary"
            />
          ) : (
            <Form
              action={formOf(disableEndpointAct, on).action}
              submit="Disable endpoint"
              pending="Disabling…"
              look="secondary"
            />
          )}
          <ConfirmDialog
            id="delete-endpoint"
            title="Delete this endpoint?"
            description={`Nothing more is sent to ${url}, and the list of what was sent is deleted. You cannot undo this.`}
            action={formOf(deleteEndpointAct, on).action}
            submit="Delete endpoint"
            pending="Deleting…"
            button="Delete endpoint"
          />
        </div>
      </Card>
    </div>
  );
}

function Rotation(on: { slug: string; id: string }) {
  const dialog = "rotate-secret";
  return (
    <>
      <DialogButton dialog={dialog}>Rotate secret</DialogButton>
      <Dialog
        id={dialog}
        title="Rotate the secret?"
        description={`For ${overlapHours} hours each request is signed with the old secret and with the new one. Give your server the new one in that time.`}
      >
        <SecretForm
          action={formOf(rotateSecretAct, on).action}
          submit="Create new secret"
          pending="Creating…"
          cancel={
            <DialogButton dialog={dialog} command="close">
              Cancel
            </DialogButton>
          }
        >
          <input type="hidden" name="id" value={crypto.randomUUID()} />
        </SecretForm>
      </Dialog>
    </>
  );
}
