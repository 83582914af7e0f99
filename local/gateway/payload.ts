import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { toArrayText } from "./array-text.ts";
import { maxRequestBytes } from "./limits.ts";
import { Refusal } from "./refusal.ts";

declare global {
  interface JSON {
    /** A number that keeps its digits: `rawJSON("9007199254740993")`. Part of ES2026. */
    rawJSON(text: string): object;
    isRawJSON(value: unknown): value is { rawJSON: string };
  }
}

const queryShape = z.object({
  query: z.string(),
  params: z.array(z.unknown()).default([]),
  arrayMode: z.boolean().nullish(),
});
const payloadShape = z.union([queryShape, z.object({ queries: z.array(queryShape) })]);

/** One statement to run; parameters are text or null, as the protocol carries them. */
export interface Query {
  text: string;
  parameters: (string | null)[];
  isArrayMode?: boolean;
}

export type Payload = { kind: "single"; queries: [Query] } | { kind: "batch"; queries: Query[] };

/**
 * The whole body, as text.
 * @throws Refusal 413 as soon as it is longer than {@link maxRequestBytes}; what follows is
 * thrown away.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = Number(request.headers["content-length"] ?? 0) > maxRequestBytes ? Infinity : 0;
  if (size === 0) {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > maxRequestBytes) break;
      chunks.push(chunk);
    }
  }
  if (size > maxRequestBytes) {
    request.resume();
    throw new Refusal(413, `request is too large (max is ${maxRequestBytes} bytes)`);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @throws Refusal 400 when `body` is neither a query nor a batch of queries. */
export function parsePayload(body: string): Payload {
  const parsed = payloadShape.safeParse(parseJson(body));
  if (!parsed.success) {
    throw unreadable("data did not match any variant of untagged enum Payload");
  }
  const { data } = parsed;
  if ("query" in data) return { kind: "single", queries: [toQuery(data)] };
  return { kind: "batch", queries: data.queries.map(toQuery) };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body, keepDigits);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string): Refusal {
  return new Refusal(400, `could not parse the HTTP request body: ${reason}`);
}

/** Numbers beyond 2^53 and trailing zeros of a decimal would not survive as JavaScript numbers. */
function keepDigits(_key: string, value: unknown, ...rest: unknown[]): unknown {
  if (typeof value !== "number") return value;
  const context = rest[0];
  if (typeof context !== "object" || context === null || !("source" in context)) return value;
  return JSON.rawJSON(String(context.source));
}

function toQuery({ query, params, arrayMode }: z.infer<typeof queryShape>): Query {
  return { text: query, parameters: params.map(toText), isArrayMode: arrayMode ?? undefined };
}

function toText(parameter: unknown): string | null {
  if (parameter === null) return null;
  if (typeof parameter === "string") return parameter;
  if (Array.isArray(parameter)) return toArrayText(parameter);
  return JSON.stringify(parameter);
}
