import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { appFiles } from "../app-files.ts";

/**
 * Where every page and route belongs, by its place: a page below `app/(edge)` on the edge, other pages
 * rendered by the build, a route on Node unless its file asks for the edge or to be rendered by the build.
 * @returns for each address, such as `/o/[slug]`, where it runs.
 */
export function expectedRuntimes(folder: string): Record<string, "edge" | "node" | "static"> {
  const app = join(folder, "app");
  return Object.fromEntries([
    ...appFiles("page", app).map(({ file, address }) => [
      address || "/",
      relative(app, file).startsWith("(edge)/") ? "edge" : "static",
    ]),
    ...appFiles("route", app).map(({ file, address }) => [address || "/", runtimeOfRoute(file)]),
  ]);
}

function runtimeOfRoute(file: string): "edge" | "node" | "static" {
  const source = readFileSync(file, "utf8");
  if (/^export const dynamic = "force-static";$/m.test(source)) return "static";
  return /^export const runtime = "edge";$/m.test(source) ? "edge" : "node";
}
