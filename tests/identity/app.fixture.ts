import { createServer } from "node:http";
import { registerHooks } from "node:module";
import { text } from "node:stream/consumers";
import { z } from "zod";

// The forms of accounts: their route in a process of its own, which an uncaught error would end.

// Next's bundler finds this module; Node wants its whole name.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "next/server" ? "next/server.js" : specifier, context),
});

const { POST } = await import("#app/api/account/[action]/route.ts");

const server = createServer(async (incoming, outgoing) => {
  try {
    const url = `http://127.0.0.1${incoming.url}`;
    const action = new URL(url).pathname.split("/").at(-1) ?? "";
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
    const request = new Request(url, { method: "POST", headers, body: await text(incoming) });
    const response = await POST(request, { params: Promise.resolve({ action }) });
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
