import { existsSync } from "node:fs";
import { EndpointError, type EndpointName, endpoint } from "#lib/db/endpoints.ts";
import { EnvironmentError, parseEnvironment } from "#lib/env/environment.ts";
import { productProblems } from "#lib/products/environment.ts";
import { localEnvironment } from "#local/environment.ts";
import { isPortFree } from "#local/port-owner.ts";
import { localPorts } from "#local/ports.ts";
import type { Finding } from "./finding.ts";

export type Variables = Record<string, string | undefined>;

const check = "Environment";
const databaseVariables = ["DATABASE_URL", "DATABASE_URL_READ", "DATABASE_URL_UNPOOLED"];

/**
 * The variables to look at: those that are set, or, where no database is, those of a running
 * `npm run dev`. `undefined` when there is neither.
 */
export async function chooseVariables(
  variables: Variables,
): Promise<{ variables?: Variables; finding: Finding }> {
  if (databaseVariables.some((name) => variables[name])) {
    const host = URL.parse(variables.DATABASE_URL ?? "")?.host;
    const message = host ? `DATABASE_URL names ${host}.` : "A database is configured.";
    return { variables, finding: { check: "Database", status: "ok", message } };
  }
  const ports = localPorts();
  const isFree = await Promise.all(
    [ports.postgres, ports.pgbouncer, ports.gateway].map(isPortFree),
  );
  const [noPostgres, noPooler, noGateway] = isFree;
  if (noPostgres || noGateway) {
    return {
      finding: {
        check: "Database",
        status: "problem",
        message:
          "No database is configured, and `npm run dev`, which provides one, is not running. To use a database at Neon, run `vercel env pull .env.local` instead.",
        type: "npm run dev",
      },
    };
  }
  const url = (host: string, port: number) => `postgres://penning:penning@${host}:${port}/penning`;
  const local = localEnvironment({
    DATABASE_URL: url("127.0.0.1", noPooler ? ports.postgres : ports.pgbouncer),
    DATABASE_URL_UNPOOLED: url("127.0.0.1", ports.postgres),
    DATABASE_URL_READ: url("ep-local.penning.localhost", ports.gateway),
  });
  const message = `No database is configured, so this is the one of \`npm run dev\` at port ${ports.postgres}.`;
  return {
    variables: { ...variables, ...local },
    finding: { check: "Database", status: "ok", message },
  };
}

/** The schema of the environment, and the direct endpoint, which only migrations need. */
export function checkEnvironment(variables: Variables): Finding[] {
  const problems = [
    ...schemaProblems(variables),
    ...endpointProblems(variables, "direct"),
    ...productProblems(variables),
  ];
  if (problems.length === 0) {
    return [{ check, status: "ok", message: "All required variables are set." }];
  }
  return problems.map((message) => ({
    check,
    status: "problem",
    message,
    type: remedy(message.split(" ", 1)[0] ?? "", variables),
  }));
}

function schemaProblems(variables: Variables): string[] {
  try {
    parseEnvironment(variables);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

function endpointProblems(variables: Variables, name: EndpointName): string[] {
  try {
    endpoint(name, variables);
    return [];
  } catch (error) {
    if (error instanceof EndpointError) return [error.message];
    throw error;
  }
}

function remedy(variable: string, { VERCEL_ENV }: Variables): string {
  if (VERCEL_ENV === "production" || VERCEL_ENV === "preview") {
    return `vercel env update ${variable} ${VERCEL_ENV} || vercel env add ${variable} ${VERCEL_ENV}`;
  }
  if (databaseVariables.includes(variable)) return "vercel env pull .env.local";
  if (variable === "BETTER_AUTH_SECRET") {
    return 'echo "BETTER_AUTH_SECRET=$(openssl rand -base64 32)" >> .env.local';
  }
  const file = existsSync(".env.local") ? "" : "cp .env.example .env.local && ";
  return `${file}$EDITOR .env.local`;
}
