import { resolve } from "node:path";
import * as z from "zod/mini";
import { appFiles } from "../app-files.ts";
import { appUrl } from "../identity/visitor.ts";

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

const handler = z.custom<Handler>((value) => typeof value === "function");

export interface Route {
  /** As its folder is called, such as `/api/v1/organizations/[slug]`. */
  path: string;
  params: string[];
  handlers: Record<string, Handler>;
}

/** Every route below /api, found by its file, with what it does for each method. */
export async function allRoutes(): Promise<Route[]> {
  return Promise.all(
    appFiles("route")
      .filter(({ address }) => address.startsWith("/api/"))
      .map(async ({ file, address: path }) => {
        const module: unknown = await import(/* @vite-ignore */ resolve(file));
        const methods = Object.entries(Object(module)).filter(([name]) => /^[A-Z]+$/.test(name));
        return {
          path,
          params: Array.from(path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g), ([, name = ""]) => name),
          handlers: Object.fromEntries(
            methods.map(([name, value]) => [name, z.parse(handler, value)]),
          ),
        };
      }),
  );
}

/** The route that an address belongs to, and what stands in its places. */
export function routeOf(routes: Route[], address: string) {
  for (const route of routes) {
    const pattern = route.path.replace(/\[\w+\]/g, "([^/]+)").replace(/\[\.\.\.\w+\]/, "(.+)");
    const found = new RegExp(`^${pattern}$`).exec(address);
    if (found) {
      const values = found.slice(1).map(decodeURIComponent);
      const params = Object.fromEntries(
        route.params.map((name, index) => [name, values[index] ?? ""]),
      );
      return { route, params };
    }
  }
  throw new Error(`No route is at ${address}`);
}

interface Sent {
  method: string;
  /** Of a catch-all route, its parts. */
  params: Record<string, string | string[]>;
  query?: [string, string][];
  headers?: Headers;
  body?: string;
}

/** Sends a request to a route, as Next hands it over: with the parts of its path decoded. */
export async function send(route: Route, { method, query = [], headers, body, ...sent }: Sent) {
  // Bytes that are no UTF-8 never come so far: Next refuses the address.
  const params = Object.fromEntries(
    Object.entries(sent.params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((part) => part.toWellFormed()) : value.toWellFormed(),
    ]),
  );
  const handle = route.handlers[method];
  if (!handle) throw new Error(`${route.path} does not take ${method}`);
  const path = route.path.replace(/\[(\.\.\.)?(\w+)\]/g, (_, rest, name) => {
    const parts = partsOf(params[name] ?? "", rest !== undefined);
    return parts.map(encodeURIComponent).join("/");
  });
  const url = `${appUrl}${path}?${new URLSearchParams(query)}`;
  const request = new Request(url, { method, headers, ...(body !== undefined && { body }) });
  const isCatchAll = (name: string) => route.path.includes(`[...${name}]`);
  const given = Object.entries(params).map(([name, value]) => [
    name,
    isCatchAll(name) ? partsOf(value, true) : value,
  ]);
  const response = await handle(request, { params: Promise.resolve(Object.fromEntries(given)) });
  return { status: response.status, text: await response.text() };
}

const partsOf = (value: string | string[], isCatchAll: boolean): string[] => {
  if (Array.isArray(value)) return value;
  return isCatchAll ? value.split("/") : [value];
};
