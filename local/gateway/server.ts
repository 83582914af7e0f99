import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
import { isFromThisMachine } from "#local/from-this-machine.ts";
import { Backends } from "./backends.ts";
import { bridge } from "./bridge.ts";
import type { PostgresAddress } from "./cancel.ts";
import { localEndpoint } from "./endpoints.ts";
import { answerSql, type SqlContext } from "./sql.ts";
import { TripCounter, type Trips } from "./trips.ts";

export interface GatewayOptions {
  /** The port on 127.0.0.1; 0 takes any that is free. */
  port: number;
  postgres: PostgresAddress;
  /** The hosts that connection strings may name. Default: `ep-local.penning.localhost`. */
  endpoints?: string[];
}

export interface Gateway {
  port: number;
  /** What `neonConfig.fetchEndpoint` has to return: `http://127.0.0.1:<port>/sql`. */
  url: string;
  /** The trips since the last reset: of one page view, or of everything. */
  trips(view?: string): Trips;
  resetTrips(): void;
  /** Ends what runs, every connection on both sides and the server. */
  close(): Promise<void>;
}

/**
 * Starts a server on this machine that speaks Neon's SQL over HTTP, and the Postgres protocol
 * over WebSockets, to the unmodified `@neondatabase/serverless`, in front of a real Postgres.
 * @see https://github.com/neondatabase/neon/tree/main/proxy/src/serverless
 * @throws Error `EADDRINUSE` when the port is taken.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { port, postgres, endpoints = [localEndpoint] } = options;
  const backends = new Backends(postgres);
  const counter = new TripCounter();
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const opened = new WeakMap<object, number>();

  const server = createServer((request, response) => {
    // A request that opens its connection began when it did, not when its turn came: requests
    // sent side by side are then counted side by side.
    const began = opened.get(request.socket) ?? performance.now();
    opened.delete(request.socket);
    route(request, response, counter, {
      backends,
      endpoints,
      visit: (view) => counter.begin(view, began),
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => opened.set(socket, performance.now()));
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    if (!isFromThisMachine(request.headers)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      void bridge(webSocket, request, postgres, endpoints);
    });
  });

  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gateway has no port");

  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/sql`,
    trips: (view) => counter.trips(view),
    resetTrips: () => counter.reset(),
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const webSocket of webSockets.clients) webSocket.terminate();
      server.closeAllConnections();
      await Promise.all([closed, backends.close()]);
    },
  };
}

function route(
  request: IncomingMessage,
  response: ServerResponse,
  counter: TripCounter,
  context: SqlContext,
): void {
  const { origin } = request.headers;
  if (!isFromThisMachine(request.headers)) {
    response.writeHead(403, json).end(JSON.stringify({ message: "only this machine may ask" }));
    return;
  }
  if (origin) response.setHeader("Access-Control-Allow-Origin", origin).setHeader("Vary", "Origin");
  const url = new URL(request.url ?? "/", "http://localhost");
  const view = url.searchParams.get("view") ?? undefined;
  switch (`${request.method} ${url.pathname}`) {
    case "POST /sql":
      void answerSql(request, response, context);
      return;
    case "OPTIONS /sql":
      response.writeHead(200, corsHeaders).end();
      return;
    case "GET /trips":
      response.writeHead(200, json).end(JSON.stringify(counter.trips(view)));
      return;
    case "DELETE /trips":
      counter.reset();
      response.writeHead(204).end();
      return;
    default:
      response.writeHead(400, json).end(JSON.stringify("query is not supported"));
  }
}

const json = { "Content-Type": "application/json" };

const corsHeaders = {
  Allow: "OPTIONS, POST",
  "Access-Control-Allow-Headers":
    "Authorization, Neon-Connection-String, Neon-Raw-Text-Output, Neon-Array-Mode, Neon-Pool-Opt-In, Neon-Batch-Read-Only, Neon-Batch-Isolation-Level, Neon-Batch-Deferrable",
  "Access-Control-Max-Age": "86400",
};
