import type { ReactNode } from "react";
import { AutoSubmit } from "./auto-submit.tsx";
import { Button, ButtonLink } from "./button.tsx";
import { control } from "./control.ts";

interface FilterBarProps {
  /** The address of the page, without its query. */
  action: string;
  search?: { name?: string; label: string; value?: string };
  selects?: { name: string; label: string; value?: string; options: Record<string, string> }[];
  /** What the address keeps beside the filter, such as the order. */
  keep?: Record<string, string | undefined>;
  /** On the button that is there without script. */
  submit?: string;
  /** Beside the filter: a link that exports what it finds. */
  children?: ReactNode;
}

/** Narrows a list by its address: a plain form, which with script is sent as it is changed. */
export function FilterBar({
  action,
  search,
  selects = [],
  keep = {},
  submit = "Filter",
  children,
}: FilterBarProps) {
  const isFiltered = Boolean(search?.value) || selects.some(({ value }) => value);
  return (
    <AutoSubmit action={action} className="mb-4 flex flex-wrap items-center gap-2">
      {Object.entries(keep).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {search && (
        <input
          type="search"
          name={search.name ?? "q"}
          defaultValue={search.value}
          aria-label={search.label}
          placeholder={search.label}
          maxLength={200}
          className={`${control} basis-full sm:max-w-xs sm:basis-56 sm:grow`}
        />
      )}
      {selects.map(({ name, label, value, options }) => (
        <select
          key={name}
          name={name}
          aria-label={label}
          defaultValue={value}
          className={`${control} select-arrow min-w-32 flex-1 sm:max-w-48 sm:flex-none`}
        >
          {Object.entries(options).map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      ))}
      <Button look="secondary" className="script-hidden">
        {submit}
      </Button>
      {isFiltered && (
        <ButtonLink look="quiet" href={action} prefetch={false} data-clear="">
          Clear
        </ButtonLink>
      )}
      {children && <div className="ml-auto flex gap-2">{children}</div>}
    </AutoSubmit>
  );
}
