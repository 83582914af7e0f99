import { createServer, type IncomingMessage } from "node:http";
import { registerHooks } from "node:module";
import { text } from "node:stream/consumers";
import { z } from "zod";

// The API, as far as it invites and spends: its routes in a process of their own, which can be killed.

// Next's bundler finds this module; Node wants its whole name.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "next/server" ? "next/server.js" : specifier, context),
});

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

const { apiHandler } = await import("#lib/api/handler.ts");
const {
  createInvitation: { operation },
} = await import("#lib/api/operations/invitations.ts");
const { spendCreditsOperation } = await import("#lib/api/operations/usage.ts");

const invite: Handler = apiHandler(operation);
const spend: Handler = apiHandler(spendCreditsOperation);

async function answer(incoming: IncomingMessage): Promise<Response> {
  const { pathname } = new URL(`http://127.0.0.1${incoming.url}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const body = await text(incoming);
  const request = new Request(`http://127.0.0.1${pathname}`, { method: "POST", headers, body });
  const [, slug] = /^\/api\/v1\/organizations\/([^/]+)\/invitations$/.exec(pathname) ?? [];
  if (slug) return invite(request, { params: Promise.resolve({ slug }) });
  return spend(request, { params: Promise.resolve({}) });
}

const server = createServer(async (incoming, outgoing) => {
  try {
    const response = await answer(incoming);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  } catch (error) {
    console.error(error);
    outgoing.writeHead(500).end();
  }
});
server.listen(0, "127.0.0.1", () => {
  const { port } = z.object({ port: z.number() }).parse(server.address());
  process.send?.(port);
});

// Whoever started it has gone.
process.on("disconnect", () => process.exit());
