import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Rig } from "../rig/rig.ts";
import { ask, type Cold, type Program, peakMemory, start, withLog } from "./first-byte.ts";

/** What the CDN keeps of a page with Cache Components. */
export interface Shell {
  /** What it answers with at once. */
  html: Buffer;
  /** Where React left off, which the function takes up. */
  postponed: Buffer;
  /** How the function is told to. */
  headers: Record<string, string>;
}

const prerendered = z.object({
  fallback: z.object({ fsPath: z.string(), contentType: z.string() }),
  chain: z.object({ headers: z.record(z.string(), z.string()) }),
});

/** The shell of a page of a build output: its file holds the state, then the HTML. */
export function readShell(output: string, path: string): Shell {
  const at = (name: string) => join(output, "functions", name);
  const { fallback, chain } = prerendered.parse(
    JSON.parse(readFileSync(at(`${path}.prerender-config.json`), "utf8")),
  );
  const length = /;\s*state-length=(\d+)/.exec(fallback.contentType)?.[1];
  if (!length) throw new Error(`${path} has no state to go on from: ${fallback.contentType}`);
  const file = readFileSync(at(fallback.fsPath));
  return {
    html: file.subarray(Number(length)),
    postponed: file.subarray(0, Number(length)),
    headers: chain.headers,
  };
}

/**
 * One request to a stand-in for the CDN, which answers with the shell, starts the function and passes
 * on what it streams. The function then ends.
 */
export async function coldShell(
  rig: Rig,
  program: Program,
  { path, until, shell }: { path: string; until: string; shell: Shell },
): Promise<Cold> {
  await rig.reset();
  let started: ReturnType<typeof start> | undefined;
  let failed: unknown;
  const cdn = createServer(async (_, response) => {
    try {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).write(shell.html);
      started = start(program);
      const { port } = await started;
      const headers = { ...shell.headers, "X-Matched-Path": path };
      const resumed = request({ host: "127.0.0.1", port, path, method: "POST", headers });
      resumed.end(shell.postponed);
      const [streamed] = await once(resumed, "response");
      if (streamed.statusCode !== 200) throw new Error(`It answered ${streamed.statusCode}`);
      await pipeline(streamed, response);
    } catch (error) {
      failed = error;
      response.destroy();
    }
  });
  cdn.listen(0, "127.0.0.1");
  await once(cdn, "listening");
  try {
    const address = cdn.address();
    if (address === null || typeof address === "string") throw new Error("There is no port");
    const answer = await ask(address.port, path, until);
    const pid = (await started)?.pid;
    return { ...answer, memory: pid && peakMemory(pid), wire: await rig.counts() };
  } catch (error) {
    throw withLog(failed ?? error, program);
  } finally {
    cdn.close();
    await (await started)?.stop();
  }
}
