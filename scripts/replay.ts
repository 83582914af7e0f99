import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { endpoint } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { localPorts } from "#lib/local/ports.ts";
import {
  type ReplayCounts,
  type ReplayOptions,
  replayAll,
  replayEvent,
  replayParked,
} from "#lib/webhooks/replay.ts";
import { type Provider, providers } from "#lib/webhooks/schema.ts";
import { runCommand, UsageError } from "./command.ts";

const usage = `Does webhooks that are in the inbox again. It is safe to do so at any time.

npm run replay -- --parked           those that wait for something
npm run replay -- --all              all of them, oldest first
npm run replay -- <event id>         one, by the provider's id or the inbox's

--provider  clerk or polar           only what this one sent
--since     30m, 12h, 7d             with --all: only what came since then

The database is that of DATABASE_URL, or of .env.local, or the one on this machine.`;

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function parseSince(text: string): Date {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (!count || (unit !== "m" && unit !== "h" && unit !== "d")) {
    throw new UsageError(`--since must be like 30m, 12h or 7d, not ${text}.`);
  }
  return new Date(Date.now() - Number(count) * units[unit]);
}

function parseProvider(text: string): Provider {
  const provider = providers.find((name) => name === text);
  if (!provider) throw new UsageError(`--provider must be ${providers.join(" or ")}, not ${text}.`);
  return provider;
}

function databaseUrl(): string {
  if (!process.env.DATABASE_URL && existsSync(".env.local")) process.loadEnvFile(".env.local");
  if (process.env.DATABASE_URL) return endpoint("pooled");
  return `postgres://penning:penning@127.0.0.1:${localPorts().postgres}/penning`;
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      parked: { type: "boolean" },
      all: { type: "boolean" },
      provider: { type: "string" },
      since: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [id] = positionals;
  const asked = [values.parked, values.all, ...positionals].filter(Boolean);
  if (asked.length !== 1) throw new UsageError(usage);
  if (values.since && !values.all) throw new UsageError("--since goes with --all.");
  const provider = values.provider === undefined ? undefined : parseProvider(values.provider);
  const since = values.since === undefined ? undefined : parseSince(values.since);

  const counts: ReplayCounts = {};
  const options: ReplayOptions = {
    onReplayed({ provider, type, eventId }, { outcome, reason }) {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      console.log([outcome.padEnd(8), provider, type, eventId, reason].filter(Boolean).join("  "));
    },
  };
  const { db, end } = tcpDatabase(databaseUrl());
  try {
    if (values.all) await replayAll(db, { since, provider, ...options });
    else if (values.parked) await replayParked(db, { provider, ...options });
    else if (id && !(await replayEvent(db, id, options))) {
      throw new UsageError(`There is no event ${id} in the inbox.`);
    }
  } finally {
    await end();
  }
  console.log(summary(counts));
  return counts.failed ? 1 : 0;
}

function summary(counts: ReplayCounts): string {
  const parts = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  return parts.length === 0 ? "Nothing to replay." : `Replayed: ${parts.join(", ")}.`;
}

await runCommand(run);
