import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { z } from "zod";
import { databaseUrls } from "../rig/addresses.ts";
import type { Rig } from "../rig/rig.ts";
import { listenFd, type Program } from "./first-byte.ts";

const nodeConfig = z.object({
  handler: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  filePathMap: z.record(z.string(), z.string()).default({}),
});

/** What of the rig a function needs to know. */
type Place = Pick<Rig, "folder" | "addresses" | "authority">;

/**
 * A function of a build on Node: its files copied to an empty folder far from the project, so that
 * it finds what a deployment has and nothing else, and its launcher behind `http.createServer`.
 * @param root the folder that was built, which `filePathMap` starts from.
 */
export function nodeFunction(rig: Place, name: string, folder: string, root: string): Program {
  const to = join(rig.folder, name);
  const config = nodeConfig.parse(
    JSON.parse(readFileSync(join(folder, ".vc-config.json"), "utf8")),
  );
  cpSync(folder, to, { recursive: true });
  for (const [target, source] of Object.entries(config.filePathMap)) {
    mkdirSync(dirname(join(to, target)), { recursive: true });
    // Packages that are not bundled are links to the files beside them.
    cpSync(join(root, source), join(to, target), { recursive: true, verbatimSymlinks: true });
  }
  return nodeProgram(rig, to, `require("./${config.handler}")`, config.environment);
}

/** The least that there is. */
export function bareNode(rig: Place): Program {
  const to = join(rig.folder, "bare-node");
  mkdirSync(to);
  return nodeProgram(rig, to, `(request, response) => response.end("<main></main>")`, {});
}

function nodeProgram(
  rig: Place,
  folder: string,
  handler: string,
  environment: Record<string, string>,
): Program {
  const script = join(folder, "bench-server.cjs");
  writeFileSync(
    script,
    `require("node:http").createServer(${handler}).listen({ fd: ${listenFd} });\n`,
  );
  return {
    command: process.execPath,
    args: [script],
    folder,
    env: {
      ...environment,
      ...databaseUrls(rig.addresses),
      NODE_ENV: "production",
      NODE_EXTRA_CA_CERTS: rig.authority,
      TZ: "UTC",
    },
    logFile: join(folder, "bench.log"),
  };
}
