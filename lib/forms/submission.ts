import * as z from "zod/mini";
import { BodyTooLargeError, readBody } from "#lib/http/body.ts";
import { problem } from "./problem.ts";

const byteLimit = 256 * 1024;
const fields = z.record(z.string(), z.unknown());

/**
 * What a form sent: its fields as text, or a JSON object.
 * @returns a refusal, 413 or 415 or 400, for what is too large, of another type or not readable.
 */
export async function readSubmission(
  request: Request,
): Promise<Record<string, unknown> | Response> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const isJson = type === "application/json";
  if (!isJson && type !== "application/x-www-form-urlencoded") {
    return problem(415, "unsupported_type", "Send application/x-www-form-urlencoded or JSON.");
  }
  let text: string;
  try {
    text = await readBody(request, byteLimit);
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      return problem(413, "too_large", "That is more than 256 KB.");
    }
    return problem(400, "incomplete", "The body broke off.");
  }
  if (!isJson) return Object.fromEntries(new URLSearchParams(text));
  const parsed = fields.safeParse(parseJson(text));
  return parsed.success ? parsed.data : problem(400, "not_json", "The body is not a JSON object.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
