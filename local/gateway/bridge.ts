import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { createWebSocketStream, type WebSocket } from "ws";
import { cancelQuery, type PostgresAddress, sendCancelRequest } from "./cancel.ts";
import { isEndpoint, isEndpointId } from "./endpoints.ts";
import { logIn } from "./login.ts";
import { passwordRefused, Refusal } from "./refusal.ts";
import { fatalError, readOpening, readPassword } from "./startup.ts";

const loginTimeoutMillis = 15_000;
const graceMillis = 100;

/**
 * Carries the Postgres protocol of one WebSocket to Postgres, as the driver's Pool and Client
 * speak it. Settles when either side is gone; never rejects.
 */
export async function bridge(
  webSocket: WebSocket,
  request: IncomingMessage,
  address: PostgresAddress,
  endpoints: readonly string[],
): Promise<void> {
  const stream = createWebSocketStream(webSocket);
  stream.on("error", () => {});
  try {
    await serve(webSocket, stream, request, address, endpoints);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (stream.writable) stream.end(fatalError(codeOf(error), message));
  }
}

async function serve(
  webSocket: WebSocket,
  stream: Duplex,
  request: IncomingMessage,
  address: PostgresAddress,
  endpoints: readonly string[],
): Promise<void> {
  const gone = new AbortController();
  webSocket.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(loginTimeoutMillis)]);

  const opening = await readOpening(stream, signal);
  if (opening.kind === "cancel") {
    await sendCancelRequest(address, opening.message);
    stream.end();
    return;
  }
  const { parameters } = opening;
  const user = parameters.get("user") ?? "";
  const { options, endpoint } = splitOptions(parameters.get("options") ?? "");
  if (options === "") parameters.delete("options");
  else parameters.set("options", options);

  const password = await readPassword(stream, signal);
  if (!isWelcome(request, endpoint, endpoints)) throw passwordRefused(user);
  const login = await logIn(address, parameters, password).catch((error: unknown) => {
    throw codeOf(error).startsWith("28") ? passwordRefused(user) : error;
  });
  const { socket, greeting, cancelKey } = login;
  // A session whose client is gone ends by itself, unless it is in the middle of a query.
  const onGone = async () => {
    await once(socket, "close", { signal: AbortSignal.timeout(graceMillis) }).catch(async () => {
      await cancelQuery(address, cancelKey);
      socket.destroy();
    });
  };
  if (webSocket.readyState === webSocket.OPEN) webSocket.once("close", onGone);
  else void onGone();
  stream.write(greeting);
  await pipeline(stream, socket, stream).catch(() => socket.destroySoon());
}

/** The SQLSTATE that tells a client of the Postgres protocol what `error` is. */
function codeOf(error: unknown): string {
  if (error instanceof pg.DatabaseError) return error.code ?? "XX000";
  if (error instanceof Refusal) return "28P01";
  return error instanceof RangeError ? "08P01" : "08006";
}

/**
 * Whether the endpoint that the client names is one of ours. It may name one in `?address=`, as
 * the driver does for a proxy, in `options`, or as the host of the WebSocket. A client that
 * names none, but calls this machine, means the only database there is.
 */
function isWelcome(
  request: IncomingMessage,
  endpoint: string | undefined,
  endpoints: readonly string[],
): boolean {
  if (endpoint !== undefined) return isEndpointId(endpoint, endpoints);
  const url = new URL(request.url ?? "/", "http://localhost");
  const named = url.searchParams.get("address") ?? request.headers.host ?? "";
  const host = named.replace(/:\d*$/, "");
  return isEndpoint(host, endpoints) || host === "127.0.0.1" || host === "localhost";
}

/** Neon's own options (`endpoint=`, `project=`, `neon_...:`) are not for Postgres. */
function splitOptions(text: string): { options: string; endpoint: string | undefined } {
  // Options are separated by spaces; a backslash makes a space part of one.
  const words = text.match(/(?:\\.|\S)+/gs) ?? [];
  const name = /^(?:endpoint|project)=(.*)$/;
  return {
    options: words.filter((word) => !name.test(word) && !word.startsWith("neon_")).join(" "),
    endpoint: words.map((word) => name.exec(word)?.[1]).find((id) => id !== undefined),
  };
}
