import type * as z from "zod/mini";
import { type ListQuery, listOf, listQuery } from "#lib/api/resources/list.ts";
import type { Reply } from "../operation.ts";

/** What all lists have in common. */
export const listing = <Item extends z.ZodMiniType>(item: Item, description: string) => ({
  query: listQuery,
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
  { limit }: ListQuery,
  found: { data: unknown[]; next: string | null } | "not_found" | "forbidden",
): Reply {
  if (typeof found === "string") return found;
  const next = new URLSearchParams({ limit: String(limit), cursor: found.next ?? "" });
  return {
    status: 200,
    body: found,
    ...(found.next && { headers: { link: `</api/v1${path}?${next}>; rel="next"` } }),
  };
}
