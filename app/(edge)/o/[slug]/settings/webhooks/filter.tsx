import { Button, ButtonLink } from "#lib/ui/button.tsx";
import { Select } from "#lib/ui/select.tsx";
import { deliveriesPath } from "#lib/webhooks/replay-forms.ts";
import { outcomeNames } from "./outcome.tsx";
import type { ListQuery } from "./query.ts";

interface FilterProps {
  slug: string;
  query: ListQuery;
  /** Those to choose from. */
  types: string[];
}

/** A plain form that leads to the page's own address with the filter in it. */
export function Filter({ slug, query, types }: FilterProps) {
  const { provider, outcome, type } = query;
  const known = [...new Set([...types, ...(type ? [type] : [])])];
  const isFiltered = Boolean(provider || outcome || type);
  return (
    <form
      method="get"
      action={deliveriesPath(slug)}
      aria-label="Filter"
      className="grid grid-cols-2 items-end gap-3 md:flex"
    >
      <Select
        label="Provider"
        name="provider"
        defaultValue={provider}
        options={{ "": "All", clerk: "Clerk", polar: "Polar" }}
      />
      <Select
        label="Outcome"
        name="outcome"
        defaultValue={outcome}
        options={{ "": "All", ...outcomeNames }}
      />
      <Select
        label="Type"
        name="type"
        defaultValue={type}
        options={{ "": "All", ...Object.fromEntries(known.map((name) => [name, name])) }}
        className="col-span-2 min-w-0 md:max-w-xs md:flex-1"
      />
      <div className="col-span-2 flex gap-1">
        <Button look="secondary">Filter</Button>
        {isFiltered && (
          <ButtonLink look="quiet" href={deliveriesPath(slug)}>
            Show all
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
