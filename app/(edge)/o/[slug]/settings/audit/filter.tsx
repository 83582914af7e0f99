import { auditActionNames } from "#lib/organizations/audit-sentence.ts";
import { Button, ButtonLink } from "#lib/ui/button.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Select } from "#lib/ui/select.tsx";
import type { AuditFilter } from "#lib/workspace/reads/audit-trail.ts";

/** A plain form that leads to the page's own address with the filter in it. */
export function Filter({ page, filter }: { page: string; filter: AuditFilter }) {
  const { actor, action, target, from, to } = filter;
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <form
      method="get"
      action={page}
      aria-label="Filter"
      className="mb-4 grid grid-cols-2 items-end gap-3 md:grid-cols-6"
    >
      <Field
        label="Actor"
        name="actor"
        type="search"
        placeholder="Name or email"
        maxLength={100}
        defaultValue={actor}
      />
      <Field
        label="Target"
        name="target"
        type="search"
        placeholder="Name or email"
        maxLength={100}
        defaultValue={target}
      />
      <Select
        label="Action"
        name="action"
        defaultValue={action}
        options={{ "": "Any action", ...auditActionNames }}
        className="col-span-2 md:col-span-1"
      />
      <Field label="From (UTC)" name="from" type="date" defaultValue={from} />
      <Field label="To (UTC)" name="to" type="date" defaultValue={to} />
      <div className="col-span-2 flex gap-1 md:col-span-1">
        <Button look="secondary">Filter</Button>
        {isFiltered && (
          <ButtonLink look="quiet" href={page} prefetch={false}>
            Clear
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
