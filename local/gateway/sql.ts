import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Backend, Backends } from "./backends.ts";
import { type Credentials, readCredentials } from "./credentials.ts";
import { type RequestOptions, readOptions } from "./options.ts";
import { type Payload, parsePayload, type Query, readBody } from "./payload.ts";
import { errorBody, Refusal, statusOf } from "./refusal.ts";
import { type Budget, ResultJson } from "./result-json.ts";
import { runStatement } from "./statement.ts";
import type { Visit } from "./trips.ts";
import { nativeValueJson, rawValueJson, type ValueJson } from "./value-json.ts";

export interface SqlContext {
  backends: Backends;
  endpoints: readonly string[];
  /** Counts the request, from when it began. */
  visit(view: string | undefined): Visit;
}

/** Answers one `POST /sql`, and cancels what it runs when the client goes away. */
export async function answerSql(
  request: IncomingMessage,
  response: ServerResponse,
  context: SqlContext,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) gone.abort(new Refusal(400, "the client went away"));
  });
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Neon-Request-Id": randomUUID(),
  };
  let visit: Visit | undefined;
  try {
    const credentials = readCredentials(request.headers, context.endpoints);
    visit = context.visit(credentials.view);
    const options = readOptions(request.headers);
    const payload = parsePayload(await readBody(request));
    visit.countStatements(payload.queries.length);
    const body = await run(payload, options, credentials, context.backends, gone.signal);
    visit.end();
    if (payload.kind === "batch") Object.assign(headers, options.echo);
    response.writeHead(200, headers).end(body);
  } catch (error) {
    visit?.end();
    const status = statusOf(error);
    if (status === 413) headers.Connection = "close";
    response.writeHead(status, headers).end(JSON.stringify(errorBody(error)));
  }
}

async function run(
  payload: Payload,
  options: RequestOptions,
  credentials: Credentials,
  backends: Backends,
  signal: AbortSignal,
): Promise<string> {
  const backend = await backends.acquire(credentials);
  const stopCancelling = cancelWhenGone(backend, signal);
  try {
    const valueJson = options.isRawText ? rawValueJson : await nativeValueJson(backend.client);
    const json = await runPayload(payload, options, valueJson, backend, signal);
    signal.throwIfAborted();
    stopCancelling();
    await backend.giveBack();
    return json;
  } catch (error) {
    stopCancelling();
    // Anything but an error of the database leaves a statement half read, or a cancellation
    // under way that would hit the next request.
    if (error instanceof pg.DatabaseError && !signal.aborted) {
      await backend.giveBack();
    } else {
      await backend.cancel();
      backend.destroy();
    }
    throw error;
  }
}

async function runPayload(
  { kind, queries }: Payload,
  options: RequestOptions,
  valueJson: ValueJson,
  { client }: Backend,
  signal: AbortSignal,
): Promise<string> {
  const budget: Budget = { bytes: 0 };
  const runQuery = async (query: Query) => {
    signal.throwIfAborted();
    const result = new ResultJson(query.isArrayMode ?? options.isArrayMode, valueJson, budget);
    const tag = await runStatement(client, query, result);
    return result.finish(tag);
  };
  if (kind === "single") return runQuery(queries[0]);

  await client.query(options.begin);
  try {
    const results: string[] = [];
    for (const query of queries) results.push(await runQuery(query));
    signal.throwIfAborted();
    await client.query("COMMIT");
    return `{"results":[${results.join(",")}]}`;
  } catch (error) {
    // What went wrong first is what the client has to hear, also when the session ended with it.
    if (error instanceof pg.DatabaseError) await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

/**
 * Repeats the cancellation until it is told to stop, because Postgres ignores one that arrives
 * between two statements, or before the first.
 */
function cancelWhenGone(backend: Backend, signal: AbortSignal): () => void {
  let isOver = false;
  const onGone = async () => {
    while (!isOver) {
      await backend.cancel();
      await sleep(50);
    }
  };
  if (signal.aborted) void onGone();
  else signal.addEventListener("abort", onGone, { once: true });
  return () => {
    isOver = true;
    signal.removeEventListener("abort", onGone);
  };
}
