import { clerkSource } from "#lib/clerk/reconcile/source.ts";
import { replay } from "#lib/integrations/replay.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { summaryTable } from "#lib/webhooks/reconcile/summary.ts";
import { providers } from "#lib/webhooks/schema.ts";
import { localPorts } from "#local/ports.ts";
import { standInEnvironment } from "#local/stand-ins.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, onDatabase } from "./database.ts";
import { whenAskedToStop } from "./stopping.ts";
import { oneOf, parseSince } from "./typed.ts";
import { UsageError } from "./usage-error.ts";

const usage = `Compares what we have with what Clerk and Polar say, and repairs what differs. What is newer
than their answer stays. It may be stopped at any time, and goes on there when it is run again.

npm run reconcile                    both providers, those that the environment has a key for
npm run reconcile clerk              one of them; polar is the other

--since    30m, 12h, 7d, 2026-05-01  only what changed since then
--dry-run                            writes nothing, and says what it would do
--force                              takes it that more than half of what we know is gone there

What is gone at a provider ends here when two runs without --since have missed it. The database is that
of DATABASE_URL, in the environment or in .env.local and its like, or the one of \`npm run dev\` on this
machine, with its stand-ins.`;

await runCommand({
  name: "npm run reconcile",
  usage,
  options: {
    since: { type: "string" },
    "dry-run": { type: "boolean" },
    force: { type: "boolean" },
  },
  words: 1,
  stopsItself: true,
  async run({ values, words: [word] }) {
    const wanted = word === undefined ? providers : [oneOf("The provider", word, providers)];
    const since = values.since === undefined ? null : parseSince(values.since);

    const stop = new AbortController();
    whenAskedToStop(() => stop.abort());
    const say = (line: string) => console.error(line);
    // Everything from one place: a database and the providers that belong to it.
    const database = chooseDatabase("pooled");
    const standIns = database.isOfDev ? standInEnvironment(localPorts(), process.env) : {};
    const access = { ...process.env, ...standIns };
    const sources = configuredSources([clerkSource, polarSource], access, {
      signal: stop.signal,
      say,
    });
    for (const { provider, variable } of [clerkSource, polarSource]) {
      if (sources[provider] || !wanted.includes(provider)) continue;
      const missing = `${provider} is left out: ${variable} is not set.`;
      if (word !== undefined) throw new UsageError(missing);
      say(missing);
    }
    const report = await onDatabase(database, (databaseUrl) =>
      reconcile({
        replay,
        databaseUrl,
        sources: sourcesOf(sources, wanted),
        since,
        isDryRun: values["dry-run"],
        isForced: values.force,
        signal: stop.signal,
        say,
      }),
    );
    console.log(summaryTable(report));
    return report.isFailed ? 1 : 0;
  },
});
