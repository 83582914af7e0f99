import nextEnv from "@next/env";
import { systemProblem } from "./system-problem.ts";
import { UsageError } from "./usage-error.ts";

/** Which files: `.env.development` or `.env.production`, beside `.env.local` and `.env`. */
export type Mode = "development" | "production";

/**
 * Reads `.env.local`, `.env` and their like with Next's own reader: the same files in the same order,
 * and what is set already wins.
 * @throws UsageError naming a file that cannot be read, which Next would only log.
 */
export function loadEnvironmentFiles(mode: Mode = nodeMode(), folder = process.cwd()): void {
  const problems: string[] = [];
  const log = {
    info() {},
    error: (message: unknown, cause: unknown) =>
      problems.push(`${fileOf(String(message))} cannot be read: ${systemProblem(cause)}.`),
  };
  nextEnv.loadEnvConfig(folder, mode === "development", log);
  // So that a process of Next that we start reads them, and sees when they change.
  delete process.env.__NEXT_PROCESSED_ENV;
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
}

const nodeMode = (): Mode => (process.env.NODE_ENV === "production" ? "production" : "development");

const fileOf = (message: string) => /(\S*\.env\S*)$/.exec(message)?.[1] ?? "An environment file";
