import * as z from "zod/mini";
import { BodyTooLargeError, readBody, readMultipart } from "#lib/http/body.ts";
import { problem } from "#lib/http/problem.ts";

const textLimit = 256 * 1024;
const fields = z.record(z.string(), z.unknown());

/**
 * What a form sent: its fields as text, or a JSON object. A name that comes more than once gives an
 * array.
 * @param byteLimit of a form that carries files; others carry none, and up to 256 KB.
 * @returns a refusal, 413 or 415 or 400, for what is too large, of another type or not readable.
 */
export async function readSubmission(
  request: Request,
  byteLimit?: number,
): Promise<Record<string, unknown> | Response> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const read = readers[type];
  if (!read || (type === multipart && !byteLimit)) {
    return problem(
      415,
      "unsupported_type",
      "Send the request as JSON or application/x-www-form-urlencoded.",
    );
  }
  const limit = byteLimit ?? textLimit;
  try {
    return await read(request, limit);
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      return problem(
        413,
        "too_large",
        `The request body is larger than ${Math.floor(limit / 1024)} KB.`,
      );
    }
    return problem(400, "incomplete", "The request body is incomplete.");
  }
}

const multipart = "multipart/form-data";

type Read = (request: Request, limit: number) => Promise<Record<string, unknown> | Response>;

const readers: Record<string, Read> = {
  "application/x-www-form-urlencoded": async (request, limit) =>
    grouped(new URLSearchParams(await readBody(request, limit))),
  [multipart]: async (request, limit) => grouped(await readMultipart(request, limit)),
  "application/json": async (request, limit) => {
    const parsed = fields.safeParse(parseJson(await readBody(request, limit)));
    return parsed.success
      ? parsed.data
      : problem(400, "not_json", "The request body must be a JSON object.");
  },
};

function grouped(entries: Iterable<[string, unknown]>): Record<string, unknown> {
  const groups = Map.groupBy(entries, ([name]) => name);
  return Object.fromEntries(
    Array.from(groups, ([name, group]) => {
      const values = group.map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
