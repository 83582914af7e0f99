import { formOf } from "#lib/forms/act.ts";
import { rotateKeyAct } from "#lib/organizations/api-keys/acts.ts";
import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { Dialog, DialogButton } from "#lib/ui/dialog.tsx";
import { Select } from "#lib/ui/select.tsx";
import { KeyForm } from "./key-form.tsx";
import { lifetimeOptions, overlapOptions } from "./options.ts";

/** Has another key take the place of one. */
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
        description={`Creates a new key with the same name and permissions to replace the one that begins with ${prefix}.`}
      >
        <KeyForm
          action={formOf(rotateKeyAct, { slug, id }).action}
          submit="Create new key"
          pending="Creating…"
          cancel={
            <DialogButton dialog={dialog} command="close">
              Cancel
            </DialogButton>
          }
          className="grid gap-4 text-left"
        >
          <input type="hidden" name="id" value={crypto.randomUUID()} />
          <Select
            label="Revoke the old key"
            name="overlap"
            options={overlapOptions}
            defaultValue="24"
          />
          <Select
            label="New key expires"
            name="lifetime"
            options={{ ...lifetimeOptions, "": "With the same lifetime as the old key" }}
            defaultValue=""
          />
        </KeyForm>
      </Dialog>
    </>
  );
}
