import { parseArgs } from "node:util";
import { isLocalHost } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { localSecrets } from "#lib/env.ts";
import { polarProducts } from "#lib/local/demo.ts";
import { subscriptionEvents } from "#lib/local/polar/subscription.ts";
import { localPorts } from "#lib/local/ports.ts";
import { sendEvent, signEvent } from "#lib/local/send.ts";
import type { Provider } from "#lib/webhooks/schema.ts";
import { runCommand, UsageError, wholeNumber } from "./command.ts";
import { clerkEvent, type EventOptions, polarEvent } from "./webhook/event.ts";
import { sendLifecycle } from "./webhook/lifecycle.ts";

const usage = `Sends a correctly signed webhook to the app on this machine.

npm run webhook -- polar <event> --org <slug> [--plan pro] [--number 1]
npm run webhook -- clerk <event> --user <id or address> [--name "First Last"]
npm run webhook -- polar lifecycle --org <slug> [--count 500] [--shuffle] [--duplicate 3]
npm run webhook -- clerk lifecycle              [--concurrency 32] [--seed 7]

  polar  ${Object.keys(subscriptionEvents).join("\n         ")}
  clerk  user.created
         user.updated
         user.deleted

--plan    ${Object.keys(polarProducts).join(", ")}
--number  which subscription of the organization
--url     of the app (http://localhost:3000, or PORT)

A life cycle is a made-up history, sent as a provider sends it: at least once, and again what is
not answered 2xx. Its end is compared with what the rows must be.

--count        how many events (100)
--duplicate    how often each is delivered (1)
--shuffle      in a random order
--attempts     how often a delivery is tried, as Polar does but sooner (10)
--concurrency  how many at once (8)
--seed         the same seed tells the same history (1)`;

interface Options extends EventOptions {
  url?: string;
  count?: string;
  duplicate?: string;
  concurrency?: string;
  attempts?: string;
  seed?: string;
  shuffle?: boolean;
}

const senders: Record<Provider, { build: typeof polarEvent; secret: keyof typeof localSecrets }> = {
  polar: { build: polarEvent, secret: "POLAR_WEBHOOK_SECRET" },
  clerk: { build: clerkEvent, secret: "CLERK_WEBHOOK_SIGNING_SECRET" },
};

function secretOf(provider: Provider): string {
  const { secret } = senders[provider];
  return process.env[secret]?.split(",")[0] || localSecrets[secret];
}

function lifecycleOptions(options: Options) {
  return {
    org: options.org,
    count: wholeNumber("count", options.count ?? "100"),
    duplicate: wholeNumber("duplicate", options.duplicate ?? "1"),
    attempts: wholeNumber("attempts", options.attempts ?? "10"),
    concurrency: wholeNumber("concurrency", options.concurrency ?? "8"),
    seed: wholeNumber("seed", options.seed ?? "1", 0),
    isShuffled: options.shuffle ?? false,
  };
}

async function send(
  provider: string | undefined,
  type: string | undefined,
  options: Options,
): Promise<boolean> {
  if ((provider !== "polar" && provider !== "clerk") || !type) throw new UsageError(usage);
  const appUrl = options.url ?? `http://localhost:${process.env.PORT || 3000}`;
  if (!URL.canParse(appUrl) || !isLocalHost(new URL(appUrl).hostname)) {
    throw new UsageError(`--url must be an address on this machine, not ${appUrl}.`);
  }
  const { build } = senders[provider];
  const direct =
    process.env.DATABASE_URL_UNPOOLED ??
    `postgres://penning:penning@127.0.0.1:${localPorts().postgres}/penning`;
  const { db, end } = tcpDatabase(direct);
  try {
    if (type === "lifecycle") {
      return await sendLifecycle(db, provider, lifecycleOptions(options), {
        appUrl,
        secrets: { polar: secretOf("polar"), clerk: secretOf("clerk") },
      });
    }
    const event = await build(db, type, options);
    const signed = signEvent(provider, event, secretOf(provider));
    const response = await sendEvent(appUrl, provider, signed);
    console.log(`${response.status} ${await response.text()}`);
    return response.ok;
  } finally {
    await end();
  }
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      org: { type: "string" },
      user: { type: "string" },
      plan: { type: "string" },
      number: { type: "string" },
      name: { type: "string" },
      url: { type: "string" },
      count: { type: "string" },
      duplicate: { type: "string" },
      attempts: { type: "string" },
      concurrency: { type: "string" },
      seed: { type: "string" },
      shuffle: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  return (await send(positionals[0], positionals[1], values)) ? 0 : 1;
}

await runCommand(run);
