import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { endpoint } from "#lib/db/endpoints.ts";
import { localPorts } from "#lib/local/ports.ts";
import { standInEnvironment } from "#lib/local/stand-ins.ts";
import { clerkSource } from "#lib/webhooks/reconcile/clerk-source.ts";
import { polarSource } from "#lib/webhooks/reconcile/polar-source.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { parseSince } from "#lib/webhooks/reconcile/since.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { summaryTable } from "#lib/webhooks/reconcile/summary.ts";
import { type Provider, providers } from "#lib/webhooks/schema.ts";
import { runCommand, UsageError } from "./command.ts";

const usage = `Compares what we have with what Clerk and Polar say, and repairs what differs. What is newer
than their answer stays. It may be stopped at any time, and goes on there when it is run again.

npm run reconcile                    both providers, those that the environment has a key for
npm run reconcile clerk              one of them; polar is the other

--since    30m, 12h, 7d, 2026-05-01  only what changed since then
--dry-run                            writes nothing, and says what it would do
--force                              takes it that more than half of what we know is gone there

What is gone at a provider ends here when two runs without --since have missed it. The database is that
of DATABASE_URL, or of .env.local, or the one on this machine with its stand-ins.`;

/** Everything from one place: a database and the providers that belong to it. */
function readEnvironment(): { databaseUrl: string; access: NodeJS.ProcessEnv } {
  if (!process.env.DATABASE_URL && existsSync(".env.local")) process.loadEnvFile(".env.local");
  if (process.env.DATABASE_URL) return { databaseUrl: endpoint("pooled"), access: process.env };
  const ports = localPorts();
  return {
    databaseUrl: `postgres://penning:penning@127.0.0.1:${ports.postgres}/penning`,
    access: { ...process.env, ...standInEnvironment(ports, process.env) },
  };
}

function parseProviders(names: string[]): readonly Provider[] {
  const [name, ...more] = names;
  if (name === undefined) return providers;
  const provider = providers.find((one) => one === name);
  if (!provider || more.length > 0) throw new UsageError(usage);
  return [provider];
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      since: { type: "string" },
      "dry-run": { type: "boolean" },
      force: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const wanted = parseProviders(positionals);
  const since = values.since === undefined ? null : parseSince(values.since);
  if (since === undefined) {
    throw new UsageError(
      `--since must be like 7d or 2026-05-01 and not after now: ${values.since}`,
    );
  }

  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const say = (line: string) => console.error(line);
  const { databaseUrl, access } = readEnvironment();
  const sources = configuredSources([clerkSource, polarSource], access, {
    signal: stop.signal,
    say,
  });
  for (const { provider, variable } of [clerkSource, polarSource]) {
    if (sources[provider] || !wanted.includes(provider)) continue;
    const missing = `${provider} is left out: ${variable} is not set.`;
    if (positionals.length > 0) throw new UsageError(missing);
    say(missing);
  }
  const report = await reconcile({
    databaseUrl,
    sources: sourcesOf(sources, wanted),
    since,
    isDryRun: values["dry-run"],
    isForced: values.force,
    signal: stop.signal,
    say,
  });
  console.log(summaryTable(report));
  return report.isFailed ? 1 : 0;
}

await runCommand(run);
