import { globSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

/** A function that `vercel build` wrote. */
export interface BuiltFunction {
  /** The address of the page or route, such as `/o/[slug]`. */
  path: string;
  /** `"static"` has been rendered by the build. */
  runtime: "edge" | "node" | "static";
  /** The folder of the function itself, links resolved. */
  folder: string;
}

const functionConfig = z.object({
  runtime: z.string(),
  entrypoint: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  /** Files of a Node function that are elsewhere: where they go, and where they are. */
  filePathMap: z.record(z.string(), z.string()).default({}),
});

const sourceMap = z.object({ sources: z.array(z.string()) });

/** Reads the configuration of a function in its folder. */
export function readFunctionConfig(folder: string) {
  return functionConfig.parse(JSON.parse(readFileSync(join(folder, ".vc-config.json"), "utf8")));
}

/**
 * Every page and route that `vercel build` wrote to `output`, by its address; without the variants
 * that Next asks for when it navigates, and the pages that every build has.
 */
export function listFunctions(output: string): BuiltFunction[] {
  const root = join(output, "functions");
  return globSync("**/*.func", { cwd: root })
    .map((file) => file.replace(/\.func$/, ""))
    .filter((name) => !/\.rsc$|\.segments\/|^_(global-error|not-found|next\/)/.test(name))
    .map((name): BuiltFunction => {
      const folder = realpathSync(join(root, `${name}.func`));
      const isStatic = globSync(`${escapeGlob(name)}.prerender-config.json`, { cwd: root }).length;
      const isEdge = readFunctionConfig(folder).runtime === "edge";
      return {
        path: name === "index" ? "/" : `/${name}`,
        runtime: isStatic ? "static" : isEdge ? "edge" : "node",
        folder,
      };
    })
    .toSorted((a, b) => a.path.localeCompare(b.path, "en"));
}

function escapeGlob(name: string): string {
  return name.replace(/[[\]*?{}()!]/g, "[$&]");
}

/** What an edge function is made of. */
export interface EdgeBundle {
  code: string;
  /** Sources below the project folder, such as `lib/db/edge.ts` or `node_modules/zod/index.js`. */
  sources: string[];
  gzippedBytes: number;
}

export function readEdgeBundle(folder: string): EdgeBundle {
  const code = readFileSync(join(folder, readFunctionConfig(folder).entrypoint ?? "index.js"));
  const map = sourceMap.parse(JSON.parse(readFileSync(join(folder, "index.js.map"), "utf8")));
  return {
    code: code.toString(),
    sources: map.sources.map((source) => decodeURIComponent(source).replace(/^(\.\.\/)+/, "")),
    gzippedBytes: gzipSync(code, { level: 9 }).length,
  };
}
