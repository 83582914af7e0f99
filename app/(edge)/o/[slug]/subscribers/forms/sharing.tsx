import { embedCodes } from "#lib/products/newsletter/public/forms/embed-code.ts";
import type { MemberForm } from "#lib/products/newsletter/public/forms/read-forms.ts";
import { Card } from "#lib/ui/card.tsx";
import { CopyField } from "#lib/ui/copy-field.tsx";
import { TextArea } from "#lib/ui/text-area.tsx";

interface SharingProps {
  slug: string;
  form: MemberForm;
  /** Where people reach the app. */
  appUrl: string;
}

/** The link of a form, and the code that puts it into another page. */
export function Sharing({ slug, form, appUrl }: SharingProps) {
  const { link, script, plain } = embedCodes({ appUrl, slug, form });
  return (
    <Card title="Share it">
      <div className="grid gap-5">
        <CopyField label="Link" name="link" value={link} hint="A page with the form alone." />
        <CopyField
          label="Script"
          name="script"
          value={script}
          hint="Shows the form where the tag stands, and changes with what you edit here."
        />
        <TextArea
          label="Plain HTML"
          name="plain"
          readOnly
          rows={8}
          spellCheck={false}
          hint="For pages that take no script. People press the button once more on our page."
          defaultValue={plain}
        />
      </div>
    </Card>
  );
}
