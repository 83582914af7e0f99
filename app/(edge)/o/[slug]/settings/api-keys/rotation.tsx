import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { rotateKeyForm } from "#lib/organizations/api-keys/forms.ts";
import { Button } from "#lib/ui/button.tsx";
import { Dialog, DialogButton } from "#lib/ui/dialog.tsx";
import { Select } from "#lib/ui/select.tsx";
import { lifetimeOptions, overlapOptions } from "./words.ts";

/**
 * Has another key take the place of one. A plain form, whatever the browser can: the answer to it is
 * the page with the new key.
 */
export function Rotation({ slug, apiKey }: { slug: string; apiKey: ApiKey }) {
  const { id, name, prefix } = apiKey;
  const dialog = `rotate-${id}`;
  return (
    <>
      <DialogButton dialog={dialog} size="small" aria-label={`Rotate ${name}`}>
        Rotate
      </DialogButton>
      <Dialog
        id={dialog}
        title={`Rotate ${name}`}
        description={`A new key of the same name and scopes takes the place of the one that begins with ${prefix}.`}
      >
        <form
          method="post"
          action={rotateKeyForm(slug, id).action}
          className="grid gap-4 text-left"
        >
          <input type="hidden" name="newId" value={crypto.randomUUID()} />
          <Select
            label="The old one goes on working for"
            name="overlap"
            options={overlapOptions}
            defaultValue="24"
          />
          <Select
            label="The new one ends"
            name="lifetime"
            options={lifetimeOptions}
            defaultValue="90"
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit">Make the new key</Button>
            <DialogButton dialog={dialog} command="close">
              Cancel
            </DialogButton>
          </div>
        </form>
      </Dialog>
    </>
  );
}
