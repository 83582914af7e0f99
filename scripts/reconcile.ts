import { mendCurrentSubscriptions, wrongCurrentSubscriptions } from "#lib/billing/mend-current.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { providers } from "#lib/integrations/names.ts";
import { replay } from "#lib/integrations/replay.ts";
import { everySource } from "#lib/integrations/sources.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { summaryTable } from "#lib/webhooks/reconcile/summary.ts";
import { localPorts } from "#local/ports.ts";
import { standInEnvironment } from "#local/stand-ins.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, onDatabase } from "./database.ts";
import { whenAskedToStop } from "./stopping.ts";
import { oneOf, parseSince } from "./typed.ts";
import { UsageError } from "./usage-error.ts";

const usage = `Compares the database with Clerk and Polar and repairs differences. Rows newer than the provider's
answer stay. You can stop it at any time; the next run continues from there.

npm run reconcile                    every provider with a key in the environment
npm run reconcile clerk              one provider, clerk or polar

--since    30m, 12h, 7d, 2026-05-01  only changes since then
--dry-run                            prints what would change, without writing
--force                              continues even if more than half of our rows are missing there

Rows that a provider no longer has end here after two runs without --since have missed them. Uses
DATABASE_URL from the environment or from .env.local and similar files, or else the database and the
stand-ins of \`npm run dev\`.`;

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
    const wanted: readonly string[] =
      word === undefined ? providers : [oneOf("The provider", word, providers)];
    const since = values.since === undefined ? null : parseSince(values.since);

    const stop = new AbortController();
    whenAskedToStop(() => stop.abort());
    const say = (line: string) => console.error(line);
    // Everything from one place: a database and the providers that belong to it.
    const database = chooseDatabase("pooled");
    const standIns = database.isOfDev ? standInEnvironment(localPorts(), process.env) : {};
    const access = { ...process.env, ...standIns };
    const sources = configuredSources(everySource, access, {
      signal: stop.signal,
      say,
    });
    for (const { provider, variable } of everySource) {
      if (sources[provider] || !wanted.includes(provider)) continue;
      const missing = `${provider} skipped: ${variable} is not set.`;
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
    if (!stop.signal.aborted) {
      await onDatabase(database, (url) => mendCurrent(url, values["dry-run"] ?? false, say));
    }
    console.log(summaryTable(report));
    return report.isFailed ? 1 : 0;
  },
});

/** What we keep of the subscriptions of each organization must be what it is made of. */
async function mendCurrent(url: string, isDryRun: boolean, say: (line: string) => void) {
  const { db, end } = tcpDatabase(url);
  try {
    const wrong = await wrongCurrentSubscriptions(db);
    if (wrong.length > 0 && !isDryRun) await mendCurrentSubscriptions(db);
    const verb = isDryRun ? "would be mended" : "is mended";
    for (const id of wrong) say(`organization ${id}: its current subscription ${verb}`);
  } finally {
    await end();
  }
}
