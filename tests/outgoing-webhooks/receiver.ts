import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** A request as it arrived. */
export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
}

type Answering = (response: ServerResponse, received: Received) => void;

/** A server on 127.0.0.1 that takes webhooks, as somebody would write one. */
export async function startReceiver() {
  const requests: Received[] = [];
  let answer: Answering = (response) => response.writeHead(204).end();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const received = {
      path: request.url ?? "",
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: Buffer.concat(parts).toString(),
    };
    requests.push(received);
    answer(response, received);
  };
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/in`,
    port,
    requests,
    /** How requests are answered from now on. */
    answers(how: Answering | number) {
      answer = typeof how === "number" ? (response) => response.writeHead(how).end("no") : how;
    },
    /** Told of each connection, whatever is sent over it. */
    onConnection: (listener: () => void) => void server.on("connection", listener),
    stop() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The body of a request, checked with the library of the specification. @throws when it is not signed. */
export const verified = ({ body, headers }: Received, secret: string): unknown =>
  new Webhook(secret).verify(body, headers);
