import { providers } from "#lib/integrations/names.ts";
import { replayAll, replayEvent, replayParked } from "#lib/integrations/replay.ts";
import type { ReplayCounts, ReplayOptions } from "#lib/webhooks/replay.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, withDatabase } from "./database.ts";
import { oneOf, parseSince } from "./typed.ts";
import { UsageError } from "./usage-error.ts";

const usage = `Replays webhooks from the inbox. Safe to run at any time.

npm run replay -- --parked           parked events
npm run replay -- --all              all events, oldest first
npm run replay -- <event id>         one event, by the provider's ID or the inbox's

--provider  clerk or polar           only events of this provider
--since     30m, 12h, 7d, 2026-05-01 with --all: only events received since then

Uses DATABASE_URL from the environment or from .env.local and similar files, or else the database of
\`npm run dev\`.`;

function summary(counts: ReplayCounts): string {
  const parts = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  return parts.length === 0 ? "Nothing to replay." : `Replayed: ${parts.join(", ")}.`;
}

await runCommand({
  name: "npm run replay",
  usage,
  options: {
    parked: { type: "boolean" },
    all: { type: "boolean" },
    provider: { type: "string" },
    since: { type: "string" },
  },
  words: 1,
  async run({ values, words: [id] }) {
    const asked = [values.parked, values.all, id].filter(Boolean);
    if (asked.length !== 1) throw new UsageError(usage);
    if (values.since && !values.all) throw new UsageError("--since requires --all.");
    const provider =
      values.provider === undefined ? undefined : oneOf("--provider", values.provider, providers);
    const since = values.since ? parseSince(values.since) : undefined;

    const counts: ReplayCounts = {};
    const options: ReplayOptions = {
      onReplayed({ provider, type, eventId }, { outcome, reason }) {
        counts[outcome] = (counts[outcome] ?? 0) + 1;
        const parts = [outcome.padEnd(8), provider, type, eventId, reason];
        console.log(parts.filter(Boolean).join("  "));
      },
    };
    await withDatabase(chooseDatabase("pooled"), async (db) => {
      if (values.all) await replayAll(db, { since, provider, ...options });
      else if (values.parked) await replayParked(db, { provider, ...options });
      else if (id && !(await replayEvent(db, id, options))) {
        throw new UsageError(`Event ${id} is not in the inbox.`);
      }
    });
    console.log(summary(counts));
    return counts.failed ? 1 : 0;
  },
});
