import { resolve } from "node:path";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { removeLocalData, startLocalNeon } from "#local/neon.ts";
import { requireFreePort } from "#local/port-owner.ts";
import { appPort, localPorts } from "#local/ports.ts";
import { startMail } from "#local/smtp/server.ts";
import { startStandIns } from "#local/stand-ins.ts";
import { leaveOutCopies } from "../build/leave-out-copies.ts";
import type { Mode } from "../environment-files.ts";
import { whenAskedToStop } from "../stopping.ts";
import { listAddresses } from "./addresses.ts";
import { startNext } from "./next.ts";
import { startTicker } from "./start-ticker.ts";
import { environmentOf, loadDevelopersChoices } from "./variables.ts";
import { watchMigrations } from "./watch-migrations.ts";

export interface LocalApp {
  /** What people type, such as `npm run dev`. */
  name: string;
  /** How Next serves it: `development` from the sources, `production` what was built. */
  mode: Mode;
  /** Builds it first. */
  isToBuild?: boolean;
  /** Deletes all data first. */
  isFresh: boolean;
}

interface Stoppable {
  stop(): Promise<void> | void;
}

/**
 * Runs the app on local services until somebody wants it to end, or one of them does. Whatever ends it,
 * a failure on the way included, all that has started is stopped, last started first.
 * @returns the exit code.
 */
export async function runLocalApp(options: LocalApp): Promise<number> {
  const { name, mode, isFresh, isToBuild = false } = options;
  process.chdir(resolve(import.meta.dirname, "../.."));
  loadDevelopersChoices(mode);
  const port = appPort();
  const ports = localPorts();
  await using started = new AsyncDisposableStack();
  const keep = <Service extends Stoppable>(service: Service): Service => {
    started.defer(() => service.stop());
    return service;
  };
  let isAsked = false;
  const asked = new Promise<number>((done) => {
    whenAskedToStop(() => {
      isAsked = true;
      done(0);
    });
  });
  const next = (args: string[], env: NodeJS.ProcessEnv) =>
    isAsked ? asked : Promise.race([asked, keep(startNext(args, env)).exited]);

  await requireFreePort(port, "the app", `use another port: PORT=3001 ${name}`);
  if (isToBuild) {
    const code = await next(["build"], { ...process.env, NODE_ENV: "production" });
    if (isAsked || code !== 0) return code;
    leaveOutCopies(".next");
  }
  if (isFresh) await removeLocalData();
  const neon = keep(await startLocalNeon({ ports, report: console.log }));
  const direct = neon.env.DATABASE_URL_UNPOOLED;
  if (isAsked) return await asked;
  // A disk that is full, for one, is told there and nowhere else.
  const seeLog = () => console.error(`The log of Postgres: ${neon.postgres.logFile}`);
  process.once("exit", seeLog);
  await migrate(direct);
  await seed(direct);
  process.off("exit", seeLog);
  if (isAsked) return await asked;
  keep(await startStandIns(ports, `http://localhost:${port}`, direct));
  keep(await startMail(ports));
  keep(watchMigrations(direct, console.log));

  const env = environmentOf(neon, port, mode);
  console.log(listAddresses(neon, env));
  keep(startTicker(env));
  const failed = neon.failed.then((sentence) => {
    console.error(sentence);
    return 1;
  });
  const command = mode === "development" ? "dev" : "start";
  const address = ["--hostname", "localhost", "--port", String(port)];
  // Awaited here: what has started is stopped when this function returns.
  return await Promise.race([failed, next([command, ...address], env)]);
}
