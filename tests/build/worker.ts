import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Miniflare, type Request, type Response } from "miniflare";
import { type BuiltFunction, readFunctionConfig } from "./output.ts";

/** What Next's own code in an edge function may ask `require` for; Vercel's edge runtime has these. */
export const edgeModules = ["async_hooks", "buffer", "util"] as const;

// What Vercel's edge runtime has and workerd names otherwise: a `require`, and two globals. The
// environment comes from the bindings, which `nodejs_compat` puts on `process.env`.
export const entry = `
import "./runtime.js";
import handle from "./index.js";

export default {
  async fetch(request, environment, context) {
    try {
      return await handle(request, { waitUntil: (promise) => context.waitUntil(promise) });
    } catch (error) {
      console.error(error);
      return new Response("The function failed", { status: 500 });
    }
  },
};
`;

export const runtime = `
${edgeModules.map((name) => `import * as ${name} from "node:${name}";`).join("\n")}

const modules = { ${edgeModules.join(", ")} };

globalThis.require = (name) => {
  const found = modules[name.replace(/^node:/, "")];
  if (!found) throw new Error(\`An edge function has no module "\${name}"\`);
  return found;
};
globalThis.AsyncLocalStorage = async_hooks.AsyncLocalStorage;
globalThis.Buffer = buffer.Buffer;
`;

const functionHeader = "x-test-function";

const dispatcher = `
export default {
  fetch(request, functions) {
    const headers = new Headers(request.headers);
    const name = headers.get("${functionHeader}");
    headers.delete("${functionHeader}");
    return functions[name].fetch(new Request(request, { headers, redirect: "manual" }));
  },
};
`;

export const compatibilityDate = "2026-07-01";

/** Edge functions in one workerd. */
export interface Workers {
  /** @param folder of the function; the request's address is what the function sees. */
  dispatch(folder: string, request: Request): Promise<Response>;
  /** What the functions printed. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts each function in an isolate of its own, because every bundle puts its entries into the same
 * globals.
 * @param env the functions see this and nothing else.
 */
export async function startWorkers(
  functions: BuiltFunction[],
  env: Record<string, string>,
): Promise<Workers> {
  const printed: Buffer[] = [];
  const miniflare = new Miniflare({
    workers: [
      {
        name: "dispatcher",
        modules: [module("dispatcher.js", dispatcher)],
        compatibilityDate,
        serviceBindings: Object.fromEntries(functions.map(({ folder }) => [folder, folder])),
      },
      ...functions.map(({ folder }) => worker(folder, env)),
    ],
    handleRuntimeStdio(output: Readable, errors: Readable) {
      for (const stream of [output, errors]) {
        stream.on("data", (part: Buffer) => printed.push(part));
      }
    },
  });
  await miniflare.ready;
  return {
    async dispatch(folder, request) {
      request.headers.set(functionHeader, folder);
      return miniflare.dispatchFetch(request);
    },
    log: () => Buffer.concat(printed).toString(),
    stop: () => miniflare.dispose(),
  };
}

function worker(folder: string, env: Record<string, string>) {
  const { entrypoint = "index.js", environment } = readFunctionConfig(folder);
  return {
    name: folder,
    modules: [
      module("entry.js", entry),
      module("runtime.js", runtime),
      module("index.js", readFileSync(join(folder, entrypoint), "utf8")),
    ],
    compatibilityDate,
    compatibilityFlags: ["nodejs_compat"],
    bindings: { ...environment, ...env },
  };
}

function module(path: string, contents: string) {
  return { type: "ESModule" as const, path, contents };
}
