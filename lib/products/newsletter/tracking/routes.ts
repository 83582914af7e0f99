import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { unknownLink } from "../public/public-page.ts";
import { Corrections, readCorrections } from "./corrections.ts";
import { readClick, readOpen } from "./links.ts";
import { recordClick, recordOpen } from "./record.ts";

const corrections = new Corrections({ read: async () => readCorrections(await writeDatabase()) });

/**
 * `GET /newsletter/click/[token]?to=…`: leads to the target, which the token was signed with, or where an
 * owner corrected the link to, and records the click after the answer. So it works while the database is down; then the click is lost, and the
 * person is not. On Node, which is where the app writes.
 */
export async function followLink(request: Request, token: string): Promise<Response> {
  const target = new URL(request.url).searchParams.get("to") ?? "";
  const click = await readClick(token, target);
  if (!click) return unknownLink();
  const location = await corrections.targetOf(click, target);
  record(async (db) => {
    await recordClick(db, click, isMachine(request));
    await corrections.refresh();
  });
  return new Response(null, { status: 302, headers: { ...unkept, location } });
}

/** `GET /newsletter/open/[token]`: an image of one transparent pixel, whose loading is recorded. */
export async function showPixel(request: Request, token: string): Promise<Response> {
  const mail = await readOpen(token);
  if (!mail) return unknownLink();
  record((db) => recordOpen(db, mail, isMachine(request)));
  return new Response(pixel, { headers: { ...unkept, "content-type": "image/gif" } });
}

/** What asks without a person: HEAD, and browsers that fetch what may be wanted next. */
function isMachine({ method, headers }: Request): boolean {
  const purpose = `${headers.get("purpose") ?? ""} ${headers.get("sec-purpose") ?? ""}`;
  return method === "HEAD" || /\bpre(?:fetch|render|view)\b/i.test(purpose);
}

function record(write: (db: Database) => Promise<void>): void {
  afterAnswer(async () => {
    try {
      await write(await writeDatabase());
    } catch (error) {
      reportFailure("tracking_failed", error);
    }
  });
}

const unkept = {
  "cache-control": "private, no-store",
  // The target learns nothing of the mail.
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};

const pixel = Uint8Array.from(
  atob("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
  (letter) => letter.charCodeAt(0),
);
