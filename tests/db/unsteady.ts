import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What happens to one request on its way to Neon's HTTP endpoint, or the status it is answered with. */
export type Fate = "pass" | "reset" | "hang" | "stall" | "break" | number;

/**
 * A line to the gateway that treats the first requests as told and passes all others on, for the
 * running test.
 * @param url of the endpoint behind it.
 */
export async function unsteadyLine(url: string, ...fates: Fate[]) {
  const statements: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    statements.push(JSON.parse(body.toString()).query);
    const fate = fates[statements.length - 1] ?? "pass";
    if (typeof fate === "number") {
      response.writeHead(fate).end(JSON.stringify({ message: `status ${fate}`, code: "XX000" }));
    } else if (fate === "reset") request.socket.resetAndDestroy();
    else if (fate !== "hang") await pass(url, request, body, response, fate);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  const through = new URL(url);
  through.port = String(address.port);
  return { url: through.href, statements };
}

async function pass(
  url: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  fate: "pass" | "stall" | "break",
): Promise<void> {
  const headers = Object.entries(request.headers).filter(([name]) => name.startsWith("neon-"));
  const answer = await fetch(`http://127.0.0.1:${new URL(url).port}/sql`, {
    method: "POST",
    headers: { ...Object.fromEntries(headers), "neon-connection-string": url },
    body: new Uint8Array(body),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { "content-length": bytes.length });
  if (fate === "pass") response.end(bytes);
  else {
    response.write(bytes.subarray(0, bytes.length / 2));
    if (fate === "break") setTimeout(() => request.socket.resetAndDestroy(), 20);
  }
}
