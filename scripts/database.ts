import { MigrationError } from "#drizzle/apply.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { type EndpointName, endpoint } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { localPorts } from "#local/ports.ts";
import { codeOf, connectionProblem } from "./connection-problem.ts";
import { UsageError } from "./usage-error.ts";

type Variables = Record<string, string | undefined>;

/** The database that a script works on. */
export interface ChosenDatabase {
  url: string;
  /** The variable that names it, or would. */
  variable: string;
  /** It is the one of `npm run dev`, which is in nobody's variables. */
  isOfDev: boolean;
}

const variables: Record<Exclude<EndpointName, "read">, string> = {
  pooled: "DATABASE_URL",
  direct: "DATABASE_URL_UNPOOLED",
};

/** Whether the environment names a database at all. */
export const namesDatabase = (env: Variables): boolean =>
  Boolean(env.DATABASE_URL || env.DATABASE_URL_READ || env.DATABASE_URL_UNPOOLED);

/**
 * The database that the environment names, else the one of `npm run dev` on this machine.
 * @throws EndpointError when the environment names one and this way into it is missing or wrong.
 */
export function chooseDatabase(
  name: "pooled" | "direct",
  env: Variables = process.env,
): ChosenDatabase {
  if (!namesDatabase(env)) return databaseOfDev(name);
  return { url: endpoint(name, env), variable: variables[name], isOfDev: false };
}

/** The one of `npm run dev`, whether it runs or not. */
export function databaseOfDev(name: "pooled" | "direct"): ChosenDatabase {
  const { postgres } = localPorts();
  const url = `postgres://penning:penning@127.0.0.1:${postgres}/penning`;
  return { url, variable: variables[name], isOfDev: true };
}

/** Where it is, without the password. */
export function placeOf({ url, isOfDev }: ChosenDatabase): string {
  const { host, pathname } = new URL(url);
  return isOfDev ? `the database of \`npm run dev\` at ${host}` : `${host}${pathname}`;
}

/**
 * Runs what works on the database.
 * @throws UsageError that names the variable, when the database cannot be reached.
 */
export async function onDatabase<Result>(
  chosen: ChosenDatabase,
  run: (url: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await run(chosen.url);
  } catch (error) {
    const problem = error instanceof MigrationError ? undefined : connectionProblem(error);
    if (!problem) throw error;
    const { variable, isOfDev } = chosen;
    if (isOfDev && codeOf(error) === "ECONNREFUSED") {
      throw new UsageError(
        `${variable} is not set, and \`npm run dev\`, which provides a database, is not running. Run: npm run dev`,
      );
    }
    const { host, pathname } = new URL(chosen.url);
    throw new UsageError(`${isOfDev ? "" : `${variable}: `}${host}${pathname} ${problem}.`);
  }
}

/** Runs what works on the database through a client of its own. @throws as `onDatabase` does. */
export function withDatabase<Result>(
  chosen: ChosenDatabase,
  run: (db: DrizzleDatabase) => Promise<Result>,
): Promise<Result> {
  return onDatabase(chosen, async (url) => {
    const { db, end } = tcpDatabase(url);
    try {
      return await run(db);
    } finally {
      await end();
    }
  });
}
