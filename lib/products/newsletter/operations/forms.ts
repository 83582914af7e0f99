import { publish } from "#lib/api/publish.ts";
import { formArchival, formRestoral } from "../public/forms/archive-form.ts";
import { formsPath, oneFormPath } from "../public/forms/paths.ts";
import { formCreation, formUpdate } from "../public/forms/write-form.ts";

const onForm = (_: object, { slug, id }: { slug: string; id: string }) => oneFormPath(slug, id);

export const createForm = publish(formCreation, {
  form: { to: ({ id }, { slug }) => oneFormPath(slug, id), notice: "subscribe_form_created" },
});

export const updateForm = publish(formUpdate, {
  form: { to: onForm, notice: "subscribe_form_updated" },
});

export const archiveForm = publish(formArchival, {
  form: { to: (_, { slug }) => formsPath(slug), notice: "subscribe_form_archived" },
});

export const restoreForm = publish(formRestoral, {
  form: { to: onForm, notice: "subscribe_form_restored" },
});
