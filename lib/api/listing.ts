import type * as z from "zod/mini";
import { type ListQuery, listOf, listQuery } from "#lib/api/resources/list.ts";
import type { Reply } from "./operation.ts";

/** What all lists have in common. */
export const listing = <Item extends z.ZodMiniType, Query extends z.ZodMiniType = typeof listQuery>(
  item: Item,
  description: string,
  query?: Query,
) => ({
  query: query ?? listQuery,
  answers: {
    200: {
      description,
      schema: listOf(item),
      headers: { link: 'The URL of the next page as `rel="next"`, if there is one.' },
    },
  },
});

/** Answers a page of a list, or why there is none. */
export function listed(
  path: string,
  { limit, cursor: _, ...filter }: ListQuery & Record<string, string | number | undefined>,
  found: { data: unknown[]; next: string | null } | "not_found" | "forbidden",
): Reply {
  if (typeof found === "string") return found;
  const asked = Object.entries({ ...filter, limit, cursor: found.next ?? "" });
  const next = new URLSearchParams(
    asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return {
    status: 200,
    body: found,
    ...(found.next && { headers: { link: `</api/v1${path}?${next}>; rel="next"` } }),
  };
}
