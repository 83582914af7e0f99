import { writeDatabase } from "#lib/db/node.ts";
import { formHandler, type Refusal } from "#lib/forms/handler.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { withQuery } from "#lib/http/next.ts";
import { findWriter } from "#lib/identity/writer.ts";
import { isId } from "#lib/text/storable.ts";
import { type Alert, sendAlert } from "#lib/webhooks/alert.ts";
import { type ReplayCode, replayForm, replayParkedForm } from "./replay-forms.ts";
import { replayOwn, replayOwnParked } from "./replay-own.ts";

const refuse = (status: number, code: ReplayCode): Refusal => ({ status, code });

const refusals = {
  unauthenticated: refuse(401, "unauthenticated"),
  forbidden: refuse(403, "forbidden"),
  not_found: refuse(404, "not_found"),
  failed: refuse(500, "replay_failed"),
};

const options = { raise: (alert: Alert) => afterAnswer(() => sendAlert(alert)) };

/** Takes the form of `replayForm`: does one delivery again. */
export const postReplay = (slug: string, id: string) => {
  const form = replayForm(slug, id);
  return formHandler(form, async (_, request) => {
    const db = await writeDatabase();
    const user = await findWriter(request, db);
    if ("code" in user) return user;
    if (!isId(id)) return refusals.not_found;
    const replayed = await replayOwn(db, { userId: user.id, slug }, { id }, options);
    if (typeof replayed === "string") return refusals[replayed];
    const { outcome, reason } = replayed;
    if (outcome === "failed") return refusals.failed;
    return { to: withQuery(form.page, { replayed: outcome }), details: { outcome, reason } };
  });
};

/** Takes the form of `replayParkedForm`: does all parked deliveries of an organization again. */
export const postReplayParked = (slug: string) => {
  const form = replayParkedForm(slug);
  return formHandler(form, async (_, request) => {
    const db = await writeDatabase();
    const user = await findWriter(request, db);
    if ("code" in user) return user;
    const counts = await replayOwnParked(db, { userId: user.id, slug }, options);
    if (typeof counts === "string") return refusals[counts];
    const query = Object.entries(counts).map(([outcome, count]) => [outcome, String(count)]);
    const to = withQuery(form.page, { replayed: "parked", ...Object.fromEntries(query) });
    return { to, details: { counts } };
  });
};
