import { once } from "node:events";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Request } from "miniflare";
import { listFunctions } from "./output.ts";
import { createRouter } from "./router.ts";
import { startWorkers, type Workers } from "./worker.ts";

/** All edge functions of one build in workerd, behind the routes that the build wrote. */
export interface EdgeServer {
  url: string;
  /** Asks for a path as a browser would; a redirect is an answer. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What the functions printed. */
  log(): string;
  stop(): Promise<void>;
}

const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".rsc": "text/x-component",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * Starts the edge functions of a `vercel build` and serves its files. What runs on Node answers 501.
 * @param env the functions see this, `APP_URL` and nothing else.
 */
export async function startEdge(
  build: { folder: string },
  env: Record<string, string>,
): Promise<EdgeServer> {
  const output = join(build.folder, ".vercel/output");
  const route = createRouter(output);
  const functions = listFunctions(output).filter(({ runtime }) => runtime === "edge");
  const edgeFolders = new Set(functions.map(({ folder }) => folder));

  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("unreachable");
  const url = `http://127.0.0.1:${address.port}`;
  const workers = await startWorkers(functions, { APP_URL: url, ...env });

  async function answer(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = headersOf(asked);
    const destination = route(new URL(asked.url ?? "/", url), headers);
    switch (destination.kind) {
      case "nothing":
        response.writeHead(404, destination.headers).end("Nothing is here");
        return;
      case "redirect":
        response
          .writeHead(destination.status, { ...destination.headers, Location: destination.location })
          .end();
        return;
      case "file":
        sendFile(response, destination.path, destination.headers);
        return;
      case "function": {
        const folder = functionFolder(output, destination.name);
        if (!edgeFolders.has(folder)) {
          response.writeHead(501).end("This function runs on Node");
          return;
        }
        const method = asked.method ?? "GET";
        const body = method === "GET" || method === "HEAD" ? null : Readable.toWeb(asked);
        const request = new Request(destination.url, {
          method,
          headers: [...headers],
          body,
          duplex: "half",
          redirect: "manual",
        });
        await pass(await workers.dispatch(folder, request), response, destination.headers);
      }
    }
  }

  server.on("request", (asked, response) => {
    answer(asked, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  return {
    url,
    fetch: (path, init) => fetch(new URL(path, url), { redirect: "manual", ...init }),
    log: workers.log,
    async stop() {
      server.close();
      server.closeAllConnections();
      await workers.stop();
    },
  };
}

function functionFolder(output: string, name: string): string {
  return realpathSync(join(output, "functions", `${name}.func`));
}

function sendFile(response: ServerResponse, path: string, headers: Record<string, string>): void {
  if (!existsSync(path)) throw new Error(`The build names a file that it did not write: ${path}`);
  const type = contentTypes[extname(path)] ?? "application/octet-stream";
  response.writeHead(200, { ...headers, "Content-Type": type }).end(readFileSync(path));
}

async function pass(
  answer: Awaited<ReturnType<Workers["dispatch"]>>,
  response: ServerResponse,
  carried: Record<string, string>,
): Promise<void> {
  // The body has been decompressed on its way here.
  const headers = [...answer.headers].filter(
    ([name]) => !["set-cookie", "content-encoding", "content-length"].includes(name),
  );
  const unsaid = Object.entries(carried).filter(([name]) => !answer.headers.has(name));
  response.writeHead(answer.status, [
    ...unsaid.flat(),
    ...headers.flat(),
    ...answer.headers.getSetCookie().flatMap((cookie) => ["set-cookie", cookie]),
  ]);
  if (answer.body) await pipeline(Readable.fromWeb(answer.body), response);
  else response.end();
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
