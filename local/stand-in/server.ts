import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isFromThisMachine } from "#local/from-this-machine.ts";
import { findRoute, type Routes } from "./routes.ts";

/** What a stand-in answers; `body` is sent as JSON unless it is text. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The next answers of the API, whatever is asked. */
export interface Refusal {
  status: number;
  times: number;
  /** Seconds. */
  retryAfter?: number;
  /** So many requests are answered as usual before. */
  after?: number;
}

export interface StandInOptions {
  /** 0 takes a free one. */
  port: number;
  routes: Routes;
  /** Which paths are the provider's API: only they need the token, and only they can be refused. */
  isApi(path: string): boolean;
  token: string;
  unauthorized: Answer;
  notFound: Answer;
  /** What the provider answers to a body that is no JSON object. */
  unreadable: Answer;
}

export interface StandInServer {
  port: number;
  url: string;
  /** How many requests the API has had. */
  requests(): number;
  refuse(refusal: Refusal): void;
  close(): Promise<void>;
}

const host = "127.0.0.1";

/** Serves JSON on this machine only. @throws when the port is taken. */
export async function startServer(options: StandInOptions): Promise<StandInServer> {
  let requests = 0;
  let refusal: Refusal = { status: 0, times: 0 };

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (!isFromThisMachine(request.headers)) {
      return { status: 403, body: { detail: "This is a stand-in for this machine only." } };
    }
    const url = new URL(request.url ?? "/", `http://${host}`);
    if (options.isApi(url.pathname)) {
      requests++;
      if (refusal.after) refusal.after--;
      else if (refusal.times > 0) {
        refusal.times--;
        const { status, retryAfter } = refusal;
        const headers: Record<string, string> =
          retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
        return { status, headers, body: { detail: "Refused on demand" } };
      }
      if (request.headers.authorization !== `Bearer ${options.token}`) return options.unauthorized;
    }
    const route = findRoute(options.routes, request.method ?? "GET", url.pathname);
    if (!route) return options.notFound;
    const body = await readJson(request);
    if (!body) return options.unreadable;
    return route.handle({ params: route.params, query: url.searchParams, body });
  }

  const server = createServer(async (request, response) => {
    try {
      send(response, await answer(request));
    } catch (error) {
      send(response, { status: 500, body: { detail: String(error) } });
    }
  });
  const port = await listen(server, options.port);
  return {
    port,
    url: `http://${host}:${port}`,
    requests: () => requests,
    refuse(next) {
      refusal = { ...next };
    },
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return address.port;
}

/** The JSON object in a request, `{}` when there is no body, undefined when it is something else. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  const type = request.headers["content-type"] ?? "";
  if (text === "") return {};
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (!type.startsWith("application/json")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/html; charset=utf-8" : "application/json",
    ...headers,
  });
  response.end(body === undefined ? "" : isText ? body : JSON.stringify(body));
}
