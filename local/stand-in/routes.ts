import type { Answer } from "./server.ts";

export interface Call {
  /** The parts of the path that a route names, such as `id`. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export type Handle = (call: Call) => Answer | Promise<Answer>;

/** By method and path, such as `GET /v1/orders/:id`. The first that fits is taken. */
export type Routes = Record<string, Handle>;

/** Paths with and without a slash at the end are the same. */
export function findRoute(
  routes: Routes,
  method: string,
  pathname: string,
): { handle: Handle; params: Record<string, string> } | undefined {
  const parts = split(pathname);
  for (const [name, handle] of Object.entries(routes)) {
    const [verb, path = ""] = name.split(" ");
    const wanted = split(path);
    if (verb !== method || wanted.length !== parts.length) continue;
    if (!wanted.every((part, index) => part.startsWith(":") || part === parts[index])) continue;
    const named = wanted.flatMap((part, index) =>
      part.startsWith(":") ? [[part.slice(1), decodeURIComponent(parts[index] ?? "")]] : [],
    );
    return { handle, params: Object.fromEntries(named) };
  }
  return undefined;
}

const split = (path: string) => path.split("/").filter(Boolean);
