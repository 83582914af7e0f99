import { Tags } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import {
  createFieldAct,
  deleteFieldAct,
  renameFieldAct,
} from "#lib/products/newsletter/audience/own-fields/acts.ts";
import { fieldsPath } from "#lib/products/newsletter/audience/paths.ts";
import type { OwnField } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Select } from "#lib/ui/select.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getOwnFields } from "./read.ts";

export const metadata: Metadata = { title: "Fields" };

type Query = Record<string, string | string[] | undefined>;

const kinds = { text: "Text", number: "Number", date: "Date", boolean: "Yes or no" };

export default workspacePage({
  route: "/o/[slug]/subscribers/fields",
  current: "/subscribers",
  read: getOwnFields,
  render: ({ frame, fields }, { slug, query }) => (
    <>
      <PageHeader
        title="Fields"
        description="What you know about people beside their name, for placeholders in letters and for segments."
      />
      <AudienceTabs slug={slug} current={fieldsPath(slug)} role={frame.role} />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
        {fields.length === 0 ? (
          <EmptyState
            icon={Tags}
            title="No fields yet"
            text="Add a field, such as a city or a date of birth. Imports can fill it."
          />
        ) : (
          <Table
            caption="Fields, in the order in which they were created"
            head={
              <>
                <ColumnHead>Field</ColumnHead>
                <ColumnHead className="w-28 max-sm:hidden">Kind</ColumnHead>
                <ColumnHead className="w-28 sm:w-48">
                  <span className="sr-only">Actions</span>
                </ColumnHead>
              </>
            }
          >
            {fields.map((field) => (
              <Row key={field.id} slug={slug} field={field} query={query} />
            ))}
          </Table>
        )}
        <NewField slug={slug} query={query} />
      </div>
    </>
  ),
});

function NewField({ slug, query }: { slug: string; query: Query }) {
  const form = formOf(createFieldAct, { slug });
  const { message, errors, values } = formState(form, query);
  return (
    <Card title="Add a field">
      <Form action={form.action} submit="Add field" pending="Adding…" message={message}>
        <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />
        <Field
          label="Label"
          name="label"
          required
          maxLength={60}
          placeholder="City"
          defaultValue={values.label}
          error={errors.label}
        />
        <Field
          label="Placeholder"
          name="key"
          required
          maxLength={63}
          placeholder="city"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          hint="Letters use it as {{city}}. It cannot be changed later."
          defaultValue={values.key}
          error={errors.key}
        />
        <Select
          label="Kind"
          name="kind"
          options={kinds}
          defaultValue={values.kind ?? "text"}
          error={errors.kind}
        />
      </Form>
    </Card>
  );
}

function Row({ slug, field, query }: { slug: string; field: OwnField; query: Query }) {
  const { id, key, label, kind } = field;
  const [rename, remove] = [
    formOf(renameFieldAct, { slug, id }),
    formOf(deleteFieldAct, { slug, id }),
  ];
  const { message, errors, values } = formState(rename, query);
  const isRefused = query.form === rename.action;
  return (
    <tr>
      <Cell>
        <span className="font-medium wrap-anywhere">{label}</span>
        <span className="block font-mono text-xs text-muted wrap-anywhere">{`{{${key}}}`}</span>
        <span className="block text-xs text-muted sm:hidden">{kinds[kind]}</span>
      </Cell>
      <Cell className="text-muted max-sm:hidden">{kinds[kind]}</Cell>
      <Cell>
        <div className="flex flex-wrap justify-end gap-2">
          <ConfirmDialog
            id={`rename-${id}`}
            title={`Rename ${label}`}
            description="Its placeholder and its kind stay, so letters and values stay as they are."
            action={rename.action}
            submit="Rename field"
            pending="Renaming…"
            look="primary"
            message={message}
            open={isRefused}
            button="Rename"
            buttonLabel={`Rename ${label}`}
            buttonLook="secondary"
            buttonSize="small"
          >
            <Field
              label="Label"
              name="label"
              required
              maxLength={60}
              defaultValue={(isRefused && values.label) || label}
              error={errors.label}
            />
          </ConfirmDialog>
          <ConfirmDialog
            id={`delete-${id}`}
            title={`Delete ${label}?`}
            description="Imports and forms no longer fill it. What people have in it stays with them, unseen, until you add a field with the same placeholder."
            action={remove.action}
            submit="Delete field"
            pending="Deleting…"
            message={formState(remove, query).message}
            button="Delete"
            buttonLabel={`Delete ${label}`}
            buttonSize="small"
          />
        </div>
      </Cell>
    </tr>
  );
}
