import { inject } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { type Gateway, startGateway } from "#local/gateway/server.ts";
import { startEdge } from "#tests/build/edge.ts";
import { startNext } from "#tests/build/next-server.ts";

/** The pages of the build under test, and the gateway between them and the database. */
export interface ServedPages {
  url: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  log(): string;
  gateway: Gateway;
  stop(): Promise<void>;
}

/** Serves the pages from where this project runs them, reading through a gateway of their own. */
export async function servePages(): Promise<ServedPages> {
  const build = inject("build");
  const gateway = await startGateway({ port: 0, postgres: inject("postgres") });
  const env = {
    ...inject("env"),
    DATABASE_URL_READ: `postgres://penning:penning@ep-local.penning.localhost:${gateway.port}/penning`,
  };
  const start = build.runtime === "edge" ? startEdge : startNext;
  const server = await start(build, env);
  return {
    url: server.url,
    fetch: server.fetch,
    log: server.log,
    gateway,
    async stop() {
      await server.stop();
      await gateway.close();
    },
  };
}

/** Signs in with a demo account through the whole app, and gives the cookies a browser would send. */
export async function signIn(email: string): Promise<string> {
  const response = await fetch(new URL("/api/account/sign-in", inject("app")), {
    method: "POST",
    body: new URLSearchParams({ email, password: demoPassword }),
    redirect: "manual",
  });
  if (response.status !== 303) throw new Error(`Sign-in of ${email} answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
