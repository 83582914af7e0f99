import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { subscribersPath } from "#lib/products/newsletter/audience/paths.ts";
import { addSubscriberAct } from "#lib/products/newsletter/audience/subscribers/acts.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { ListBoxes } from "../list-boxes.tsx";
import { OwnFieldInputs } from "../own-fields.tsx";
import { getListsAndFields } from "./read.ts";

export const metadata: Metadata = { title: "Add a subscriber" };

export default workspacePage({
  route: "/o/[slug]/subscribers/new",
  current: "/subscribers",
  read: getListsAndFields,
  render({ lists, fields }, { slug, query }) {
    const form = formOf(addSubscriberAct, { slug });
    const state = formState(form, query);
    const { message, errors, values } = state;
    const asked = typeof query.list === "string" ? query.list : undefined;
    return (
      <>
        <PageHeader
          title="Add a subscriber"
          description="For someone who agreed to hear from you. No confirmation is sent."
          back={{ href: subscribersPath(slug), label: "Subscribers" }}
        />
        <Card className="max-w-xl">
          <Form
            action={form.action}
            submit="Add subscriber"
            pending="Adding…"
            message={message}
            cancel={
              <ButtonLink href={subscribersPath(slug)} look="quiet">
                Cancel
              </ButtonLink>
            }
            className="grid gap-5"
          >
            <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />
            <Field
              label="Email"
              name="email"
              type="text"
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              required
              maxLength={254}
              defaultValue={values.email}
              error={errors.email}
            />
            <Field
              label="Name"
              name="name"
              autoComplete="off"
              maxLength={200}
              hint="Optional. Letters can address the person by it."
              defaultValue={values.name}
              error={errors.name}
            />
            <OwnFieldInputs fields={fields} values={{}} state={state} />
            <ListBoxes
              lists={lists}
              chosen={[values.lists, asked].flatMap((one) => one ?? [])}
              error={errors.lists}
            />
            <Field
              label="How they agreed"
              name="consent"
              required
              maxLength={500}
              placeholder="Signed up at our stand in Hamburg on May 12"
              hint="Kept with the person as proof of their consent."
              defaultValue={values.consent}
              error={errors.consent}
            />
          </Form>
        </Card>
      </>
    );
  },
});
