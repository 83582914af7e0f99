import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { demoPassword, demoUsers } from "#lib/local/demo.ts";
import { localEnvironment } from "#lib/local/environment.ts";
import { type LocalNeon, removeLocalData, startLocalNeon } from "#lib/local/neon.ts";
import { requireFreePort } from "#lib/local/port-owner.ts";
import { mailEnvironment, startMail } from "#lib/local/smtp/server.ts";
import { standInEnvironment, startStandIns } from "#lib/local/stand-ins.ts";

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
  const env = {
    // Nothing leaves this machine unasked.
    NEXT_TELEMETRY_DISABLED: "1",
    ...process.env,
    ...localEnvironment(neon.env),
    ...standInEnvironment(neon.ports, process.env),
    ...mailEnvironment(neon.ports.smtp),
    PORT: String(port),
  };
  const chosen = Object.entries(process.env).filter(
    ([name, value]) => value && developersChoice.test(name),
  );
  return { ...env, ...Object.fromEntries(chosen) };
}

function printAddresses(neon: LocalNeon, env: NodeJS.ProcessEnv): void {
  const rows = [
    ["App", `http://localhost:${env.PORT}`],
    ["Pooled  DATABASE_URL", neon.env.DATABASE_URL],
    ["Direct  DATABASE_URL_UNPOOLED", neon.env.DATABASE_URL_UNPOOLED],
    ["HTTP    DATABASE_URL_READ", neon.env.DATABASE_URL_READ],
    ["Polar stand-in", `http://127.0.0.1:${neon.ports.polar}`],
    ["Clerk stand-in", `http://127.0.0.1:${neon.ports.clerk}`],
    ["Mail that the app sent", `http://127.0.0.1:${neon.ports.inbox}`],
    ["CLERK_WEBHOOK_SIGNING_SECRET", env.CLERK_WEBHOOK_SIGNING_SECRET],
    ["POLAR_WEBHOOK_SECRET", env.POLAR_WEBHOOK_SECRET],
    ...demoUsers.map(({ email, role, organization }) => [
      `Sign in as ${role} of ${organization}`,
      `${email}, password ${demoPassword}`,
    ]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", value]) => `  ${name.padEnd(width)}  ${value}`);
  console.log(`\n${lines.join("\n")}\n`);
}

// Next runs in processes of its own kind; as a group they can be ended without leaving one behind.
function startNext(env: NodeJS.ProcessEnv, port: number) {
  const next = resolve("node_modules/next/dist/bin/next");
  const args = [next, "dev", "--hostname", "localhost", "--port", String(port)];
  const child = spawn(process.execPath, args, { detached: true, env, stdio: "inherit" });
  const exited = once(child, "exit").then(([code]) => (typeof code === "number" ? code : 1));
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, name);
    } catch {
      // The whole group has ended.
    }
  };
  return {
    exited,
    async stop() {
      signal("SIGTERM");
      const timer = setTimeout(() => signal("SIGKILL"), 5_000);
      await exited;
      clearTimeout(timer);
      signal("SIGKILL");
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
    await seed(neon.env.DATABASE_URL_UNPOOLED);
    const appUrl = `http://localhost:${port}`;
    started.push(await startStandIns(neon.ports, appUrl, neon.env.DATABASE_URL_UNPOOLED));
    started.push(await startMail(neon.ports));
    if (isAsked) return 0;

    const env = environment(neon, port);
    printAddresses(neon, env);
    const next = startNext(env, port);
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
