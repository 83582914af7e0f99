import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const condition = z.object({
  type: z.string(),
  key: z.string().default(""),
  value: z.string().optional(),
});
const route = z.object({
  src: z.string().optional(),
  handle: z.string().optional(),
  dest: z.string().optional(),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  methods: z.array(z.string()).optional(),
  has: z.array(condition).default([]),
  missing: z.array(condition).default([]),
  continue: z.boolean().default(false),
  check: z.boolean().default(false),
  middlewarePath: z.string().optional(),
});
type Route = z.output<typeof route>;

const outputConfig = z.object({ routes: z.array(route) });

/** Where a request goes: to a function, to a file, or to another address. */
export type Destination = (
  | { kind: "function"; name: string; url: URL }
  | { kind: "file"; path: string }
  | { kind: "redirect"; status: number; location: string }
  | { kind: "nothing" }
) & {
  /** What the answer carries, unless it says something else itself. */
  headers: Record<string, string>;
};

/**
 * Routes requests by `config.json` of a `vercel build`, as far as pages, routes and files go: in the
 * order of its phases, parameters of a path passed in the query (`nxtP...`), the path itself kept.
 * The proxy is left out, since it runs on Node: an edge function stands on its own here.
 * Source: https://vercel.com/docs/build-output-api/configuration#routes
 */
export function createRouter(output: string): (url: URL, headers: Headers) => Destination {
  const { routes } = outputConfig.parse(
    JSON.parse(readFileSync(join(output, "config.json"), "utf8")),
  );
  const phases = new Map<string, Route[]>();
  let phase = "start";
  for (const route of routes) {
    if (route.handle) phase = route.handle;
    else phases.set(phase, [...(phases.get(phase) ?? []), route]);
  }

  return (url, headers) => {
    let path = url.pathname;
    const query = new URLSearchParams(url.search);
    const carried: Record<string, string> = {};
    const finish = (found: Found): Destination => {
      if (found.kind === "file") return { ...found, headers: carried };
      const target = new URL(url);
      target.search = query.toString();
      return { ...found, url: target, headers: carried };
    };
    for (const name of ["start", "filesystem", "miss", "rewrite"]) {
      for (const route of phases.get(name) ?? []) {
        const match = matchRoute(route, path, headers);
        if (!match) continue;
        const fill = (text: string) => substitute(text, match);
        const location = route.headers.Location;
        if (location && route.status) {
          const { status } = route;
          return { kind: "redirect", status, location: fill(location), headers: carried };
        }
        for (const [key, value] of Object.entries(route.headers)) {
          carried[key.toLowerCase()] = fill(value);
        }
        if (!route.dest) continue;
        const target = new URL(fill(route.dest), url);
        path = decodeURI(target.pathname);
        for (const [key, value] of target.searchParams) query.set(key, value);
        if (route.check) {
          const found = findInOutput(output, path);
          if (found) return finish(found);
        }
        if (!route.continue && !route.check) break;
      }
      const found = findInOutput(output, path);
      if (found) return finish(found);
    }
    return { kind: "nothing", headers: carried };
  };
}

function matchRoute(
  route: Route,
  path: string,
  headers: Headers,
): Record<string, string> | undefined {
  if (!route.src || route.middlewarePath) return undefined;
  const captured: Record<string, string> = {};
  const match = new RegExp(route.src.replace(/^(?!\^)/, "^").replace(/(?<!\$)$/, "$")).exec(path);
  if (!match) return undefined;
  const holds = ({ type, key, value }: z.output<typeof condition>) => {
    if (type !== "header" && type !== "host")
      throw new Error(`Routing by ${type} is not known here`);
    const found = type === "host" ? hostOf(headers) : headers.get(key);
    if (found === null || value === undefined) return found !== null;
    const groups = new RegExp(`^${value}$`).exec(found);
    Object.assign(captured, groups?.groups);
    return groups !== null;
  };
  if (!route.has.every(holds) || route.missing.some(holds)) return undefined;
  return {
    ...match.groups,
    ...captured,
    ...Object.fromEntries(match.map((text, i) => [i, text ?? ""])),
  };
}

const hostOf = (headers: Headers) => headers.get("host")?.replace(/:\d+$/, "") ?? null;

function substitute(text: string, match: Record<string, string>): string {
  return text.replace(/\$(\w+)/g, (_, name: string) => match[name] ?? "");
}

type Found = { kind: "function"; name: string } | { kind: "file"; path: string };

function findInOutput(output: string, path: string): Found | undefined {
  const name = path.replace(/^\/|\/$/g, "") || "index";
  if (name.split("/").includes("..")) return undefined;
  const rendered = ["html", "rsc", "body"]
    .map((kind) => join(output, "functions", `${name}.prerender-fallback.${kind}`))
    .find((file) => existsSync(file));
  if (rendered) return { kind: "file", path: rendered };
  if (existsSync(join(output, "functions", `${name}.func`))) return { kind: "function", name };
  const file = join(output, "static", name);
  return existsSync(file) && statSync(file).isFile() ? { kind: "file", path: file } : undefined;
}
