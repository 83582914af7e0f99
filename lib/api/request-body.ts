import type * as z from "zod/mini";
import { BodyTooLargeError, readBody } from "#lib/http/body.ts";
import { RefusedError } from "./refused.ts";

const usualLimit = 256 * 1024;

/**
 * The text of a body and the JSON object in it; without a body, an empty one.
 * @param byteLimit of an operation that takes more than others.
 * @throws RefusedError for what is too large, broken off, of another type or no JSON object.
 */
export async function readJson(
  request: Request,
  byteLimit = usualLimit,
): Promise<{ text: string; json: object }> {
  const text = await readBody(request, byteLimit).catch((error: unknown) => {
    throw new RefusedError(error instanceof BodyTooLargeError ? "too_large" : "incomplete");
  });
  if (text === "") return { text, json: {} };
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new RefusedError("unsupported_type");
  const json = parse(text);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new RefusedError("not_json");
  }
  return { text, json };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What a schema makes of what was sent; without a schema, nothing is looked at.
 * @throws RefusedError with a code for each field that is wrong.
 */
export function checked<Value>(
  schema: z.ZodMiniType<Value> | undefined,
  value: unknown,
  code: "not_found" | "invalid_input",
): Value {
  // An operation without a schema does not look at the value.
  if (!schema) return {} as Value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) fields[path.join(".")] ??= message;
  throw new RefusedError(code, { fields });
}
