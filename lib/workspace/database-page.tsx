import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { isInputError } from "#lib/db/errors.ts";
import { isUnreachable } from "#lib/db/unreachable.ts";
import { withQuery } from "#lib/http/next.ts";
import { setPageStatus } from "#lib/http/page-status.ts";
import { reportFailure } from "#lib/log/report.ts";
import { NothingHere } from "#lib/ui/nothing-here.tsx";

/** The dynamic parts of an address; those of a catch-all are several. */
export type PathParams = Record<string, string | string[]>;

interface PageProps {
  params?: Promise<PathParams>;
  searchParams?: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * A page that reads the database. While that does not answer, visitors are sent to a page that says
 * so with status 503: Next's own error page is empty until its script has run. From there they come
 * back to all of its address, which may hold what they typed.
 * @param route of the page as its folder names it, such as `/o/[slug]`, to come back to.
 */
export function databasePage<Props extends PageProps>(
  route: string,
  render: (props: Props) => Promise<ReactNode>,
) {
  return async (props: Props) => {
    try {
      return await render(props);
    } catch (error) {
      // Postgres refused a value of the address, so there is nothing at that address.
      if (isInputError(error)) {
        reportFailure("page_failed", error, { page: route });
        setPageStatus(404);
        return <NothingHere />;
      }
      if (!isUnreachable(error)) throw error;
      const params = (await props.params) ?? {};
      reportFailure("database_unreachable", error, { page: route });
      const next = pagePath(route, params, await props.searchParams);
      redirect(withQuery("/unavailable", { next }));
    }
  };
}

/**
 * The address of a page, from the name of its folder; of its query what comes once. On Vercel's edge
 * the query has the parts of the path as well, which are there already.
 */
export function pagePath(
  route: string,
  params: PathParams,
  query: Record<string, string | string[] | undefined> = {},
): string {
  const path = route.replace(/\[(?:\.{3})?(\w+)\]/g, (_, name) => textOf(params[name]));
  const single = Object.entries(query).flatMap(([name, value]) =>
    typeof value === "string" && !Object.hasOwn(params, name) ? [[name, value] as const] : [],
  );
  return withQuery(path, Object.fromEntries(single));
}

/** A dynamic part of an address as it stands there. */
export const textOf = (part: string | string[] = ""): string => [part].flat().join("/");
