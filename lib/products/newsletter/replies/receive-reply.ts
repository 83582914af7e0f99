import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { BodyTooLargeError, readBytes } from "#lib/http/body.ts";
import { problem } from "#lib/http/problem.ts";
import { reportFailure } from "#lib/log/report.ts";
import { sendWebhooksAfterAnswer } from "#lib/outgoing-webhooks/after-answer.ts";
import { watchFigures } from "../sending/breaker.ts";
import type { Opened } from "./adapter.ts";
import { recordReply } from "./record.ts";
import { sources } from "./sources.ts";

/** 1 MB: a bounce may hold the whole mail that came back. */
const bodyLimit = 1_000_000;

/**
 * `POST /api/newsletter/replies/[source]`: takes a bounce or a complaint. What is not for us gets 404 in the same
 * words, whether this deployment does not take that sender, or has no such mail. Senders try again after 503.
 */
export async function receiveReply(request: Request, source: string): Promise<Response> {
  const found = Object.hasOwn(sources, source) ? sources[source] : undefined;
  const secrets = found?.secrets() ?? [];
  if (!found || secrets.length === 0) return nothingHere();
  let body: Uint8Array<ArrayBuffer>;
  try {
    body = await readBytes(request, bodyLimit);
  } catch (error) {
    return error instanceof BodyTooLargeError
      ? problem(413, "body_too_large", `Send at most ${bodyLimit} bytes.`)
      : unreadable();
  }
  try {
    const open = await found.adapter();
    return await answer(source, await open({ headers: request.headers, body }, secrets));
  } catch (error) {
    reportFailure("reply_failed", error, { source });
    return problem(503, "unavailable", "Try again later.");
  }
}

async function answer(source: string, opened: Opened): Promise<Response> {
  switch (opened.kind) {
    case "forged":
      return problem(
        401,
        "signature_invalid",
        "The request is not signed with a secret of this address.",
        {
          headers: source === "postmark" ? { "www-authenticate": 'Basic realm="replies"' } : {},
        },
      );
    case "unreadable":
      return unreadable();
    case "unknown":
      return nothingHere();
    case "ignored":
      return done("ignored");
    case "reply": {
      const db = await writeDatabase();
      const outcome = await recordReply(db, source, opened.reply);
      if (outcome === "unknown") return nothingHere();
      if (outcome === "applied") {
        afterAnswer(() => watch(db));
        sendWebhooksAfterAnswer();
      }
      return done(outcome);
    }
  }
}

/** Has the breaker of a campaign that is being sent look. */
async function watch(db: Database): Promise<void> {
  try {
    await watchFigures(db, getEnvironment().APP_URL);
  } catch (error) {
    // The next turn of the clock looks again.
    reportFailure("watching_failed", error);
  }
}

const done = (outcome: string): Response =>
  Response.json({ outcome }, { headers: { "cache-control": "private, no-store" } });

const nothingHere = () => problem(404, "not_found", "Nothing here.");

const unreadable = () =>
  problem(
    400,
    "unreadable",
    "The body is not what this address takes. See docs/newsletter-replies.md.",
  );
