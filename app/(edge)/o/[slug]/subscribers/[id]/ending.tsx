import { Download } from "lucide-react";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { organizationApi } from "#lib/organizations/forms.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import type { Role } from "#lib/organizations/roles.ts";
import {
  eraseSubscriberAct,
  resubscribeAct,
  suppressAct,
  unsubscribeAct,
  unsuppressAct,
} from "#lib/products/newsletter/audience/subscribers/acts.ts";
import { buttonClass } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { PersonPart } from "./details-card.tsx";

const why = {
  left: "This person was erased before. They can subscribe again with a form.",
  bounce: "Mail to this address bounced, so no campaign goes to it.",
  do_not_mail: "This address is marked as do not mail, so no campaign goes to it.",
  complaint: "This person reported your mail as spam. No campaign ever goes to them again.",
};

/** How mailing a person ends, and how it begins again. */
export function Ending({ person, slug, query, role }: PersonPart & { role: Role }) {
  const place = { slug, id: person.id };
  const [off, on] = [formOf(unsubscribeAct, place), formOf(resubscribeAct, place)];
  const [never, again] = [formOf(suppressAct, place), formOf(unsuppressAct, place)];
  const erase = formOf(eraseSubscriberAct, place);
  const { suppression, status } = person;
  const isBlocked = suppression !== null || status === "bounced";
  const mayLift = isAllowed(role, "newsletter.erase") && suppression !== "complaint";
  const back = formState(on, query);
  return (
    <Card title="Mailing" description={isBlocked ? why[suppression ?? "bounce"] : undefined}>
      <div className="flex flex-wrap gap-2">
        {status !== "unsubscribed" && (
          <ConfirmDialog
            id="unsubscribe"
            title="Unsubscribe this person?"
            description="They leave all lists, and no campaign goes to them. Subscribing them again needs their consent."
            action={off.action}
            submit="Unsubscribe"
            pending="Unsubscribing…"
            message={formState(off, query).message}
            open={Boolean(formState(off, query).message)}
            button="Unsubscribe"
            buttonLook="secondary"
          />
        )}
        {status === "unsubscribed" && !isBlocked && (
          <Form
            action={on.action}
            submit="Subscribe again"
            pending="Subscribing…"
            look="secondary"
            message={back.message}
            className="grid w-full gap-4"
          >
            <Field
              label="How they agreed again"
              name="consent"
              required
              maxLength={500}
              hint="They unsubscribed before, so their new consent is kept as proof."
              defaultValue={back.values.consent}
              error={back.errors.consent}
            />
          </Form>
        )}
        {(suppression === null || suppression === "bounce") && (
          <ConfirmDialog
            id="suppress"
            title="Never mail this address?"
            description="No campaign goes to this address, on any list, and it cannot be imported or added again. Only an owner can lift this."
            action={never.action}
            submit="Mark as do not mail"
            pending="Marking…"
            message={formState(never, query).message}
            open={Boolean(formState(never, query).message)}
            button="Do not mail"
          />
        )}
        {isBlocked && mayLift && (
          <ConfirmDialog
            id="unsuppress"
            title="Mail this address again?"
            description="Campaigns go to this address again, if the person is subscribed. If mail bounces again, it is suppressed again."
            action={again.action}
            submit="Lift suppression"
            pending="Lifting…"
            look="primary"
            message={formState(again, query).message}
            open={Boolean(formState(again, query).message)}
            button="Lift suppression"
            buttonLook="secondary"
          />
        )}
        {isAllowed(role, "newsletter.erase") && (
          <a
            href={`${organizationApi(slug)}/subscribers/${encodeURIComponent(person.id)}/data.json`}
            download
            className={buttonClass({ look: "secondary" })}
          >
            <Download />
            Export data
          </a>
        )}
        {isAllowed(role, "newsletter.erase") && (
          <ConfirmDialog
            id="erase"
            title="Erase this person?"
            description="Everything that is held on them is removed: their address, fields, consent and history. Their address stays blocked, as a hash, until they subscribe again with a form. This cannot be undone."
            action={erase.action}
            submit="Erase person"
            pending="Erasing…"
            message={formState(erase, query).message}
            open={Boolean(formState(erase, query).message)}
            button="Erase"
          />
        )}
      </div>
    </Card>
  );
}
