import { once } from "node:events";
import { createServer, connect as dial, type Socket } from "node:net";
import { inject } from "vitest";
import { type NextServer, startNext } from "#tests/build/next-server.ts";

/** The app on a database that can be cut off and be back. */
export interface FlakyApp extends Pick<NextServer, "url" | "stop"> {
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Starts the app again, with somebody in the middle of each of its ways to the database. */
export async function startFlakyApp(): Promise<FlakyApp> {
  const env = { ...inject("env") };
  const cables: Cable[] = [];
  for (const name of ["DATABASE_URL", "DATABASE_URL_READ", "DATABASE_URL_UNPOOLED"]) {
    const url = new URL(env[name] ?? "");
    const cable = await lay(Number(url.port));
    url.port = String(cable.port);
    env[name] = url.href;
    cables.push(cable);
  }
  const app = await startNext(inject("build"), env);
  return {
    url: app.url,
    cut: async () => void (await Promise.all(cables.map(({ cut }) => cut()))),
    mend: async () => void (await Promise.all(cables.map(({ mend }) => mend()))),
    async stop() {
      await app.stop();
      await Promise.all(cables.map(({ cut }) => cut()));
    },
  };
}

type Cable = Awaited<ReturnType<typeof lay>>;

/** A port of this machine that leads to another one, as long as it is whole. */
async function lay(to: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial(to, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy()).on("close", () => sockets.delete(one));
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    async cut() {
      if (!server.listening) return;
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
    async mend() {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
  };
}
