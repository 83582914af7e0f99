import { formState } from "#lib/forms/form.ts";
import { pictureForm, removePictureForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Avatar } from "#lib/ui/avatar.tsx";
import { FileField } from "#lib/ui/file-field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { Account } from "../read-account.ts";
import { Part } from "./part.tsx";

interface PictureCardProps {
  account: Account;
  userId: string;
  query: PageQuery;
}

export function PictureCard({ account, userId, query }: PictureCardProps) {
  const { message, errors } = formState(pictureForm, query);
  const removal = formState(removePictureForm, query);
  return (
    <Part
      id="picture"
      title="Picture"
      description="Shown next to your name, cropped to a square. We remove location and camera data."
    >
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <Avatar name={account.name} id={userId} image={account.image} size="large" />
        <div className="grid min-w-0 flex-1 basis-56 gap-3">
          <Form
            action={pictureForm.action}
            encType="multipart/form-data"
            submit={account.image ? "Replace picture" : "Upload picture"}
            pending="Uploading…"
            message={message}
          >
            <FileField
              label="File"
              name="picture"
              accept="image/png,image/jpeg,image/webp"
              required
              hint="PNG, JPEG or WebP, at most 4 MB and 24 megapixels."
              error={errors.picture}
            />
          </Form>
          {removal.message && <Alert tone="danger">{removal.message}</Alert>}
          {account.image && (
            <Form
              action={removePictureForm.action}
              submit="Remove picture"
              pending="Removing…"
              look="secondary"
            />
          )}
        </div>
      </div>
    </Part>
  );
}
