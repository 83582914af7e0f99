import { Checkbox, Switch } from "#lib/ui/checkbox.tsx";
import { ChoiceCards, RadioGroup } from "#lib/ui/choice-cards.tsx";
import { CopyField } from "#lib/ui/copy-field.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Fieldset } from "#lib/ui/fieldset.tsx";
import { FileField } from "#lib/ui/file-field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Select } from "#lib/ui/select.tsx";
import { TextArea } from "#lib/ui/text-area.tsx";
import { BothThemes } from "./both-themes.tsx";

const roles = [
  { value: "admin", label: "Admin", hint: "Manages members and settings." },
  { value: "member", label: "Member", hint: "Works in every product." },
  { value: "owner", label: "Owner", hint: "Only owners make owners.", isDisabled: true },
];

/** A form that leads back here shows how each state looks; nothing takes what it sends. */
export function Forms() {
  return (
    <Section title="Forms">
      <BothThemes>
        <Form
          action="/dev/ui"
          submit="Save"
          pending="Saving…"
          message="Check the fields below."
          className="grid gap-5"
        >
          <Field label="Name" name="name" defaultValue="Acme" hint="Visible to everyone." />
          <Field label="Email" name="email" defaultValue="nobody" error="Enter an email address." />
          <Field label="Disabled" name="disabled" disabled defaultValue="Cannot be changed" />
          <Select label="Zone" name="zone" options={{ utc: "UTC", berlin: "Europe/Berlin" }} />
          <TextArea label="Note" name="note" placeholder="A few words" />
          <FileField label="Picture" name="picture" hint="PNG or JPEG, up to 2 MB." />
          <CopyField label="Link" name="link" value="https://app.example.test/invitations/abc" />
          <Fieldset legend="Choices" hint="What belongs together.">
            <Checkbox label="Send me a copy" name="copy" hint="To your own address." />
            <Checkbox label="I agree" name="agree" error="Agree first." />
            <Switch label="Open tracking" name="tracking" defaultChecked hint="Counts opens." />
            <Switch label="Click tracking" name="clicks" />
          </Fieldset>
        </Form>
        <RoleChoices />
        <Form action="/dev/ui" submit="Invite" pending="Inviting…" inline>
          <Field label="Address" name="email" className="flex-1" />
        </Form>
      </BothThemes>
    </Section>
  );
}

function RoleChoices() {
  return (
    <form className="grid gap-5">
      <ChoiceCards legend="Role" name="role" choices={roles} defaultValue="member" columns={2} />
      <RadioGroup legend="How often" name="often" choices={often} defaultValue="day" />
    </form>
  );
}

const often = [
  { value: "day", label: "Every day" },
  { value: "week", label: "Every week" },
];
