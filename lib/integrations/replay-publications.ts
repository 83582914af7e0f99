import { publish } from "#lib/api/publish.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { withQuery } from "#lib/http/next.ts";
import { implement } from "#lib/organizations/implement.ts";
import { type Alert, sendAlert } from "#lib/webhooks/alert.ts";
import { deliveriesPath, replayAct, replayParkedAct } from "./replay-acts.ts";
import { replayOwn, replayOwnParked } from "./replay-own.ts";

const options = { raise: (alert: Alert) => afterAnswer(() => sendAlert(alert)) };

const replay = implement(replayAct, {
  refusals: ["replay_failed"],
  async run({ db, actor: { isAdmitted, ...person }, params: { id } }) {
    const replayed = await replayOwn(db, person, { id }, options);
    if (typeof replayed === "string") return { outcome: replayed };
    if (replayed.outcome === "failed") return { outcome: "replay_failed" as const };
    return { outcome: "done" as const, replayed };
  },
});

const replayOfParked = implement(replayParkedAct, {
  refusals: [],
  async run({ db, actor: { isAdmitted, ...person } }) {
    const counts = await replayOwnParked(db, person, options);
    if (typeof counts === "string") return { outcome: counts };
    return { outcome: "done" as const, counts };
  },
});

/** The acts on deliveries, which forms reach. */
export const replayPublications = [
  publish(replay, {
    form: {
      to: ({ replayed }, { slug, id }) =>
        withQuery(`${deliveriesPath(slug)}/${id}`, { replayed: replayed?.outcome }),
      details: ({ replayed }) => replayed && { outcome: replayed.outcome, reason: replayed.reason },
    },
  }),
  publish(replayOfParked, {
    form: {
      to: ({ counts = {} }, { slug }) => {
        const query = Object.entries(counts).map(([outcome, count]) => [outcome, String(count)]);
        return withQuery(deliveriesPath(slug), {
          replayed: "parked",
          ...Object.fromEntries(query),
        });
      },
      details: ({ counts }) => ({ counts }),
    },
  }),
];
