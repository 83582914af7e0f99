import type * as z from "zod/mini";
import { BodyTooLargeError, readBody } from "#lib/http/body.ts";
import { keyMessages } from "#lib/organizations/api-keys/forms.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { RefusedError } from "./refused.ts";

const byteLimit = 256 * 1024;

/**
 * The text of a body and the JSON object in it; without a body, an empty one.
 * @throws RefusedError for what is too large, broken off, of another type or no JSON object.
 */
export async function readJson(request: Request): Promise<{ text: string; json: object }> {
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

/** What the codes of the API's own checks say, and those that it shares with forms. */
const messages: Record<string, string> = {
  ...organizationMessages,
  ...keyMessages,
  limit_invalid: "`limit` must be between 1 and 100.",
  cursor_invalid: "Use the `next` value of the previous page as `cursor`.",
  credits_invalid: "Send a whole number from 1 to 1,000,000,000.",
  organization_missing: "Send the organization's slug.",
};

/** What was found to be wrong, a sentence for each field. */
export function fieldErrors({ issues }: z.core.$ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) {
    errors[path.join(".")] ??= Object.hasOwn(messages, message)
      ? String(messages[message])
      : message;
  }
  return errors;
}
