import { createServer, type IncomingMessage } from "node:http";
import { registerHooks } from "node:module";
import { Readable } from "node:stream";
import { z } from "zod";

// The app, as far as webhooks go: its route handlers in a process of their own, which can be killed.

// Next's bundler finds this module; Node wants its whole name.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "next/server" ? "next/server.js" : specifier, context),
});

const receiver = z.object({ POST: z.custom<(request: Request) => Promise<Response>>() });

async function load(provider: string) {
  const route: unknown = await import(`../../../app/api/webhooks/${provider}/route.ts`);
  return receiver.parse({ ...Object(route) }).POST;
}

const receivers = new Map([
  ["/api/webhooks/clerk", await load("clerk")],
  ["/api/webhooks/polar", await load("polar")],
]);

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const part of value ?? []) headers.append(name, part);
  }
  const init = { method: incoming.method, headers, body: Readable.toWeb(incoming), duplex: "half" };
  return new Request(`http://127.0.0.1${incoming.url}`, z.custom<RequestInit>().parse(init));
}

const server = createServer(async (incoming, outgoing) => {
  const receive = receivers.get(incoming.url ?? "");
  if (!receive || incoming.method !== "POST") {
    outgoing.writeHead(404).end();
    return;
  }
  try {
    const answer = await receive(toRequest(incoming));
    // What is refused before it was read has to end with the connection.
    if (!incoming.complete) outgoing.setHeader("connection", "close");
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(await answer.text());
  } catch (error) {
    console.error(error);
    outgoing.writeHead(500).end();
  }
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));

// Asked for after a run: what is still in use once all that can go has gone.
process.on("message", () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});

// Whoever started it has gone.
process.on("disconnect", () => process.exit());
