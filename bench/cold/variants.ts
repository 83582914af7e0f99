import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BuiltApps } from "./build.ts";
import type { Rig } from "./rig/rig.ts";
import {
  ask,
  type Cold,
  coldProcess,
  type Program,
  type Started,
  start,
} from "./start/first-byte.ts";
import { bareNode, nodeFunction } from "./start/node.ts";
import { coldShell, readShell } from "./start/shell.ts";
import {
  bareWorker,
  edgeFunction,
  loaderProcess,
  slowed,
  type WorkerSource,
  workerProcess,
} from "./start/workerd.ts";
import { sleep } from "./statistics/controls.ts";

/** Something that can be started cold. */
export interface Variant {
  name: string;
  path: string;
  /** How often the database is asked: what a bare one does not. */
  reads: boolean;
  /** Missing of an isolate, which has no process of its own. */
  program?: Program;
  cold(): Promise<Cold>;
}

export interface Variants {
  all: Variant[];
  stop(): Promise<void>;
}

/** What the text of every page ends with. */
const until = "</main>";

/** Isolates that one process loads before it is replaced: what they leave behind adds up. */
const isolatesAProcess = 24;

export function makeVariants(rig: Rig, { app: output, shell }: BuiltApps): Variants {
  const at = (name: string) => join(output, "functions", `${name}.func`);
  const onNode = (name: string) =>
    nodeFunction(rig, `node-${name}`, at(`node/${name}`), join(output, "../.."));
  const handler = edgeFunction(rig, at("handler"));
  const page = edgeFunction(rig, at("page"));
  const process = (name: string, path: string, program: Program): Variant => ({
    name,
    path,
    reads: path !== "/",
    program,
    cold: () => coldProcess(rig, program, path, until),
  });
  const shellPage = (name: string, path: string, from: string): Variant => {
    const folder = join(from, "functions", `${path}.func`);
    const program = nodeFunction(rig, name, folder, join(from, "../.."));
    const shell = readShell(from, path);
    return {
      name,
      path,
      reads: true,
      program,
      cold: () => coldShell(rig, program, { path, until, shell }),
    };
  };
  const worker = (name: string, path: string, source: WorkerSource) =>
    process(name, path, workerProcess(rig, name, source));

  const loader = isolateLoader(rig, loaderProcess(rig, { bare: bareWorker, handler, page }));
  const isolate = (name: string, of: string, path: string): Variant => ({
    name,
    path,
    reads: path !== "/",
    cold: () => loader.load(`/${of}${path}`),
  });
  return {
    all: [
      worker("bare-workerd", "/", bareWorker),
      process("bare-node", "/", bareNode(rig)),
      worker("edge-handler", "/handler", handler),
      worker("edge-handler-again", "/handler", handler),
      worker("edge-handler-slow", "/handler", slowed(handler, sleep)),
      worker("edge-page", "/page", page),
      process("node-tuned", "/node/tuned", onNode("tuned")),
      process("node-pg", "/node/pg", onNode("pg")),
      process("node-postgres-js", "/node/postgres-js", onNode("postgres-js")),
      // Its packages are fetched on demand, so a build may be without it.
      ...(existsSync(at("node/prisma"))
        ? [process("node-prisma", "/node/prisma", onNode("prisma"))]
        : []),
      shellPage("node-shell", "/shell", shell),
      isolate("bare-isolate", "bare", "/"),
      isolate("edge-handler-isolate", "handler", "/handler"),
      isolate("edge-page-isolate", "page", "/page"),
    ],
    stop: loader.stop,
  };
}

/** Fresh isolates in a process that runs already, and that holds a connection to the database. */
function isolateLoader(rig: Rig, program: Program) {
  let running: Started | undefined;
  let loaded = 0;
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };
  return {
    stop,
    async load(path: string): Promise<Cold> {
      if (loaded++ % isolatesAProcess === 0) await stop();
      try {
        if (!running) {
          running = await start(program);
          await ask(running.port, "/bare/", until);
        }
        // Opens the connection, and keeps it from ending for having been idle.
        await ask(running.port, "/warm-pool", until);
        await rig.reset();
        const answer = await ask(running.port, path, until);
        return { ...answer, wire: await rig.counts() };
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}
