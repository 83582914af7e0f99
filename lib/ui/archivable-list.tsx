import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { withQuery } from "#lib/http/next.ts";
import { EmptyState } from "./empty-state.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Pager } from "./pager.tsx";
import { Table } from "./table.tsx";

interface ArchivableListProps<Thing> {
  /** The path of the page. */
  page: string;
  /** What its address asks for: `archivableQuery`. */
  query: { show?: string | undefined; after?: string | undefined; before?: string | undefined };
  list: { shown: Thing[]; previous?: string | undefined; next?: string | undefined };
  /** What is listed, such as `lists`. */
  things: string;
  icon: LucideIcon;
  /** What to do while there are none. */
  advice: string;
  /** Leads to where one is made. */
  create: ReactNode;
  /** A row of `ColumnHead`. */
  head: ReactNode;
  row(thing: Thing): ReactNode;
  isStacked?: boolean;
}

/** A page of things, newest first: those in use, or those that are archived. */
export function ArchivableList<Thing>({
  page,
  query: { show, after, before },
  list: { shown, previous, next },
  things,
  icon,
  advice,
  create,
  head,
  row,
  isStacked,
}: ArchivableListProps<Thing>) {
  const to = (place: { after?: string; before?: string }) => withQuery(page, { show, ...place });
  const name = `${things.slice(0, 1).toUpperCase()}${things.slice(1)}`;
  return (
    <>
      <FilterBar
        action={page}
        selects={[
          {
            name: "show",
            label: "Show",
            value: show,
            options: { "": `${name} in use`, archived: `Archived ${things}` },
          },
        ]}
      />
      {shown.length > 0 ? (
        <Table caption={`${name}, newest first`} isStacked={isStacked} head={head}>
          {shown.map(row)}
        </Table>
      ) : (
        <EmptyState
          icon={icon}
          title={show ? `No archived ${things}` : `No ${things} yet`}
          text={show ? `${name} that you archive appear here.` : advice}
          action={show ? undefined : create}
        />
      )}
      <Pager
        label={`Pages of ${things}`}
        newest={after || before ? to({}) : undefined}
        previous={previous && to({ before: previous })}
        next={next && to({ after: next })}
      />
    </>
  );
}
