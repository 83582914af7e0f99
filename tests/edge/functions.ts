import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Where every page and route belongs, by its place: a page below `app/(edge)` on the edge, other pages
 * rendered by the build, a route on Node unless its file asks for the edge or to be rendered by the build.
 * @returns for each address, such as `/o/[slug]`, where it runs.
 */
export function expectedRuntimes(folder: string): Record<string, "edge" | "node" | "static"> {
  const files = globSync("app/**/{page.tsx,route.ts,route.tsx}", { cwd: folder }).toSorted();
  return Object.fromEntries(
    files.map((file) => {
      const address = dirname(file)
        .split("/")
        .slice(1)
        .filter((part) => !/^\(.*\)$/.test(part))
        .join("/");
      return [`/${address}`, expectedRuntime(folder, file)];
    }),
  );
}

function expectedRuntime(folder: string, file: string): "edge" | "node" | "static" {
  if (file.endsWith("page.tsx")) return file.startsWith("app/(edge)/") ? "edge" : "static";
  const source = readFileSync(join(folder, file), "utf8");
  if (/^export const dynamic = "force-static";$/m.test(source)) return "static";
  return /^export const runtime = "edge";$/m.test(source) ? "edge" : "node";
}
