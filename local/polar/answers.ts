import type { models } from "@polar-sh/sdk/2026-10";
import type { Answer } from "#local/stand-in/server.ts";

/** What Polar answers to an id that it does not know. */
export const notFound: Answer = {
  status: 404,
  body: { error: "ResourceNotFound", detail: "Not found" },
};

export const unauthorized: Answer = {
  status: 401,
  headers: { "www-authenticate": 'Bearer realm="Polar"' },
  body: { error: "invalid_token", error_description: "The access token is missing or unknown." },
};

/** What Polar answers to a value that it does not take. */
export function invalid(where: "body" | "query", field: string, msg: string): Answer {
  const detail: models.ValidationError[] = [{ loc: [where, field], msg, type: "value_error" }];
  return { status: 422, body: { detail } };
}

export const found = (object: object | undefined): Answer => (object ? { body: object } : notFound);

const largestPage = 100;

/** One page of a list, filtered and sorted as the query says; `page` counts from 1. */
export function listed<Item extends object>(
  items: Iterable<Item>,
  query: URLSearchParams,
  filters: Record<string, (item: Item, value: string) => boolean> = {},
): Answer {
  const page = Number(query.get("page") ?? 1);
  const limit = Number(query.get("limit") ?? 10);
  if (!Number.isInteger(page) || page < 1)
    return invalid("query", "page", "Input should be 1 or more");
  if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
    return invalid("query", "limit", "Input should be from 1 to 100");
  }
  const kept = [...items]
    .filter((item) =>
      Object.entries(filters).every(([name, isFit]) => {
        const values = query.getAll(name);
        return values.length === 0 || values.some((value) => isFit(item, value));
      }),
    )
    .filter((item) => hasMetadata(item, query));
  const [sorting = ""] = query.getAll("sorting");
  const sorted = kept.toSorted((a, b) => compare(a, b, sorting.replace("-", "")));
  if (sorting.startsWith("-")) sorted.reverse();
  const pagination: models.Pagination = {
    total_count: sorted.length,
    max_page: Math.ceil(sorted.length / limit),
  };
  return { body: { items: sorted.slice((page - 1) * limit, page * limit), pagination } };
}

/** Whether an object's metadata are as `metadata[key]=value` asks. */
function hasMetadata(item: object, query: URLSearchParams): boolean {
  const metadata = Object(Reflect.get(item, "metadata"));
  return [...query].every(([name, value]) => {
    const [, key] = /^metadata\[(.+)\]$/.exec(name) ?? [];
    return key === undefined || String(Reflect.get(metadata, key)) === value;
  });
}

function compare(a: object, b: object, field: string): number {
  const left = String(Reflect.get(a, field) ?? "");
  const right = String(Reflect.get(b, field) ?? "");
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A filter by a field of the same name, or of another. */
export const by =
  <Item extends object>(field: string) =>
  (item: Item, value: string): boolean =>
    String(Reflect.get(item, field)) === value;
