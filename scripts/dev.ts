import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import postgres from "postgres";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { localEnvironment } from "#lib/local/environment.ts";
import { type LocalNeon, removeLocalData, startLocalNeon } from "#lib/local/neon.ts";
import { requireFreePort } from "#lib/local/port-owner.ts";

const usage = `npm run dev                 start the app with everything it needs, on this machine
npm run dev -- --fresh      the same, with new data (deletes .local)

PORT        port of the app (3000)
LOCAL_PORT  first port of the local services (54320)`;

// Local values win over what .env.local says, except where a developer has reason to differ.
const developersChoice = /^(AUTH_PROVIDER|PORT|LOCAL_PORT|(NEXT_PUBLIC_)?(CLERK|POLAR)_\w+)$/;

function loadDevelopersChoices(): void {
  if (!existsSync(".env.local")) return;
  const values = parseEnv(readFileSync(".env.local", "utf8"));
  for (const [name, value] of Object.entries(values)) {
    if (value && developersChoice.test(name)) process.env[name] ||= value;
  }
}

function environment(neon: LocalNeon, port: number): NodeJS.ProcessEnv {
  const env = { ...process.env, ...localEnvironment(neon.env), PORT: String(port) };
  const chosen = Object.entries(process.env).filter(
    ([name, value]) => value && developersChoice.test(name),
  );
  return { ...env, ...Object.fromEntries(chosen) };
}

// A developer who deletes demo data does not want it back at the next start. The mark is kept on
// the database, so it goes when the database goes.
async function seedOnce(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    const [row] = await sql`
      select shobj_description(oid, 'pg_database') as mark
      from pg_database where datname = current_database()`;
    if (row?.mark === "seeded") return;
    console.log("Adding demo data");
    await seed(url);
    await sql`comment on database penning is 'seeded'`;
  } finally {
    await sql.end();
  }
}

function printAddresses(neon: LocalNeon, port: number): void {
  const rows = [
    ["App", `http://localhost:${port}`],
    ["Pooled (DATABASE_URL)", neon.env.DATABASE_URL],
    ["Direct (DATABASE_URL_UNPOOLED)", neon.env.DATABASE_URL_UNPOOLED],
    ["HTTP (DATABASE_URL_READ)", neon.env.DATABASE_URL_READ],
    ["Sign in as", "owner@acme.test, admin@acme.test, member@acme.test"],
    ["  in another organization", "outsider@globex.test"],
    ["  password", "penning-demo"],
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", value]) => `  ${name.padEnd(width)}  ${value}`);
  console.log(`\n${lines.join("\n")}\n`);
}

function startNext(env: NodeJS.ProcessEnv, port: number) {
  const next = resolve("node_modules/next/dist/bin/next");
  const args = [next, "dev", "--hostname", "localhost", "--port", String(port)];
  const child = spawn(process.execPath, args, { env, stdio: "inherit" });
  const exited = once(child, "exit").then(([code]) => (typeof code === "number" ? code : 1));
  return {
    exited,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

async function run(asked: Promise<"asked">, isFresh: boolean): Promise<number> {
  const port = Number(process.env.PORT || 3000);
  const started: { stop(): Promise<void> }[] = [];
  let isAsked = false;
  asked.then(() => {
    isAsked = true;
  });
  try {
    await requireFreePort(port, "the app", "use another port: PORT=3001 npm run dev");
    if (isFresh) await removeLocalData();
    const neon = await startLocalNeon({ report: console.log });
    started.push(neon);
    if (isAsked) return 0;
    await migrate(neon.env.DATABASE_URL_UNPOOLED);
    await seedOnce(neon.env.DATABASE_URL_UNPOOLED);
    if (isAsked) return 0;

    printAddresses(neon, port);
    const next = startNext(environment(neon, port), port);
    started.push(next);
    const end = await Promise.race([asked, neon.failed, next.exited]);
    if (end === "asked") return 0;
    if (typeof end === "number") return end;
    console.error(end);
    return 1;
  } finally {
    for (const service of started.toReversed()) await service.stop();
  }
}

async function main(): Promise<number> {
  const { values: flags } = parseArgs({
    options: { fresh: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (flags.help) {
    console.log(usage);
    return 0;
  }
  if (!process.version.startsWith("v24.")) {
    throw new Error(`Penning runs on Node 24, and this is ${process.version}. Use: npm run dev`);
  }
  process.chdir(resolve(import.meta.dirname, ".."));
  loadDevelopersChoices();
  const asked = new Promise<"asked">((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => done("asked"));
  });
  return run(asked, flags.fresh ?? false);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
