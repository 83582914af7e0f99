import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { findFreeBlock } from "#local/port-owner.ts";

export type Variables = Record<string, string>;

/** Where Node keeps what it compiled; most of a script's start is compiling the same files again. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), "penning-compile-cache") };

/** A folder of the running test with these files, such as `.env.local`. */
export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "penning-script-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Environment files as people write them. */
export const lines = (variables: Variables): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"`)
    .join("\n");

export interface Ran {
  code: number | null;
  out: string;
  error: string;
}

/**
 * Runs one of the project's scripts in a folder, with these variables and nothing of a developer's.
 * Unless `LOCAL_PORT` is given, no `npm run dev` is found.
 */
export async function runScript(
  script: string,
  args: readonly string[],
  { env = {}, folder = tmpdir() }: { env?: Variables; folder?: string } = {},
): Promise<Ran> {
  const LOCAL_PORT = env.LOCAL_PORT ?? String(await findFreeBlock(8));
  const child = spawn(process.execPath, [resolve(script), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: "development", LOCAL_PORT, ...compileCache, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code, out, error };
}
