import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readFunctionConfig } from "#tests/build/output.ts";
import { compatibilityDate, entry, runtime } from "#tests/build/worker.ts";
import { databaseUrls, neonApiHost } from "../rig/addresses.ts";
import type { Rig } from "../rig/rig.ts";
import { listenFd, type Program } from "./first-byte.ts";

/** The program itself, without the script of Node that finds it. */
const binary: string = createRequire(createRequire(import.meta.url).resolve("miniflare"))(
  "workerd",
).default;

/** A worker: its modules, the first of which is the entry, and its environment. */
export interface WorkerSource {
  modules: Record<string, string>;
  env: Record<string, string>;
}

/** An edge function of a build, behind the small entry that the tests use too. */
export function edgeFunction(rig: Rig, folder: string): WorkerSource {
  const { entrypoint = "index.js", environment } = readFunctionConfig(folder);
  return {
    modules: {
      "entry.js": entry,
      "runtime.js": runtime,
      "index.js": readFileSync(join(folder, entrypoint), "utf8"),
    },
    env: { ...environment, ...databaseUrls(rig.addresses) },
  };
}

/** The least that there is. */
export const bareWorker: WorkerSource = {
  modules: {
    "entry.js": `export default { fetch: () => new Response("<main></main>") };`,
  },
  env: {},
};

/** The same worker, answering `milliseconds` later: what a control must find. */
export function slowed({ modules, env }: WorkerSource, milliseconds: number): WorkerSource {
  const slow = `import worker from "./entry.js";
export default {
  async fetch(...all) {
    await scheduler.wait(${milliseconds});
    return worker.fetch(...all);
  },
};`;
  return { modules: { "slow.js": slow, ...modules }, env };
}

/** A process that has nothing but this worker. */
export function workerProcess(rig: Rig, name: string, { modules, env }: WorkerSource): Program {
  const bindings = Object.entries(env).map(
    ([key, value]) => `(name = ${quote(key)}, text = ${quote(value)})`,
  );
  return workerd(rig, name, { modules, bindings, flags: [] });
}

/** What the loader of isolates serves: each of `workers` at `/<name>`, as an isolate of its own. */
export function loaderProcess(rig: Rig, workers: Record<string, WorkerSource>): Program {
  const texts: Record<string, string> = {};
  const sources = Object.entries(workers).map(([name, { modules, env }], number) => {
    const parts = Object.entries(modules).map(([file, text], part) => {
      texts[`${number}-${part}.txt`] = text;
      return `${JSON.stringify(file)}: t${number}_${part}`;
    });
    const main = JSON.stringify(Object.keys(modules)[0]);
    return `${JSON.stringify(name)}: { mainModule: ${main}, modules: { ${parts.join(", ")} }, env: ${JSON.stringify(env)} }`;
  });
  const imports = Object.keys(texts).map(
    (file) => `import t${file.replace("-", "_").replace(".txt", "")} from "./${file}";`,
  );
  const main = `${imports.join("\n")}
const workers = { ${sources.join(",\n")} };
let number = 0;
export default {
  async fetch(request, { LOADER }) {
    const url = new URL(request.url);
    if (url.pathname === "/warm-pool") {
      await (await fetch("https://${neonApiHost}/sql", { method: "OPTIONS" })).text();
      return new Response("<main></main>");
    }
    const [, name] = url.pathname.split("/");
    const worker = LOADER.get(String(number++), () => ({
      compatibilityDate: "${compatibilityDate}",
      compatibilityFlags: ["nodejs_compat"],
      ...workers[name],
    }));
    url.pathname = url.pathname.slice(name.length + 1);
    return worker.getEntrypoint().fetch(new Request(url, request));
  },
};`;
  return workerd(rig, "loader", {
    modules: { "loader.js": main, ...texts },
    bindings: ['(name = "LOADER", workerLoader = ())'],
    flags: ["--experimental"],
  });
}

function workerd(
  rig: Rig,
  name: string,
  parts: { modules: Record<string, string>; bindings: string[]; flags: string[] },
): Program {
  const folder = join(rig.folder, name);
  mkdirSync(folder, { recursive: true });
  const modules = Object.entries(parts.modules).map(([file, text]) => {
    writeFileSync(join(folder, file), text);
    const kind = file.endsWith(".txt") ? "text" : "esModule";
    return `(name = ${quote(file)}, ${kind} = embed ${quote(file)})`;
  });
  copyFileSync(rig.authority, join(folder, "ca.pem"));
  const { address, gateway } = rig.addresses;
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [${modules.join(", ")}],
      compatibilityDate = "${compatibilityDate}",
      compatibilityFlags = ["nodejs_compat"],
      bindings = [${parts.bindings.join(", ")}],
      globalOutbound = "database",
    )),
    (name = "database", external = (
      address = "${address}:${gateway}",
      https = (
        options = (),
        tlsOptions = (trustedCertificates = [embed "ca.pem"]),
        certificateHost = "${neonApiHost}",
      ),
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
  );
  // Read as text, the configuration would be compiled at every start.
  const config = execFileSync(
    binary,
    ["compile", "--config-only", join(folder, "config.capnp"), "config"],
    { maxBuffer: 100e6 },
  );
  writeFileSync(join(folder, "config.bin"), config);
  return {
    command: binary,
    args: ["serve", ...parts.flags, "--binary", `--socket-fd=http=${listenFd}`, "config.bin"],
    folder,
    env: { NODE_ENV: "production" },
    logFile: join(folder, "log"),
  };
}

const quote = (text: string): string => JSON.stringify(text);
