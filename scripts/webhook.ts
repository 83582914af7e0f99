import { isLocalHost } from "#lib/db/endpoints.ts";
import { isPortFree } from "#local/port-owner.ts";
import { appPort, localPorts } from "#local/ports.ts";
import { sendEvent, signEvent } from "#local/send.ts";
import { runCommand } from "./command.ts";
import { type ChosenDatabase, chooseDatabase, databaseOfDev, withDatabase } from "./database.ts";
import { loadEnvironmentFiles } from "./environment-files.ts";
import { oneOf, wholeNumber } from "./typed.ts";
import { UsageError } from "./usage-error.ts";
import { sendLifecycle } from "./webhook/lifecycle.ts";
import type { EventOptions, Sender } from "./webhook/sender.ts";
import { senders } from "./webhook/senders.ts";

const all = [...senders];
const told = (line: (sender: Sender) => string) =>
  all.map(([name, sender]) => `npm run webhook -- ${name} ${line(sender)}`.trimEnd()).join("\n");

const usage = `Sends a correctly signed webhook to the app on this machine.

${told(({ usage }) => `<event> ${usage.event}`)}
${told(({ usage }) => `lifecycle ${usage.lifecycle}`)}

${all.map(([name, { events }]) => `  ${name}  ${events.join("\n         ")}`).join("\n")}

--plan    plan of the subscription
--number  number of the organization's subscription
--url     of the app (http://localhost:3000, or PORT)

A lifecycle is a generated history, sent as a provider sends it: at least once, with retries until
the answer is 2xx. At the end, the rows are compared with the expected ones.

--count        number of events (100)
--duplicate    deliveries per event (1)
--shuffle      in random order
--attempts     attempts per delivery, as Polar but faster (10)
--concurrency  parallel deliveries (8)
--seed         the same seed gives the same history (1)`;

interface Options extends EventOptions {
  url?: string;
  count?: string;
  duplicate?: string;
  concurrency?: string;
  attempts?: string;
  seed?: string;
  shuffle?: boolean;
}

function secretOf({ secret: { variable, local } }: Sender): string {
  return process.env[variable]?.split(",")[0]?.trim() || local;
}

function lifecycleOptions(options: Options) {
  return {
    org: options.org,
    count: wholeNumber("count", options.count ?? "100"),
    duplicate: wholeNumber("duplicate", options.duplicate ?? "1"),
    attempts: wholeNumber("attempts", options.attempts ?? "10"),
    concurrency: wholeNumber("concurrency", options.concurrency ?? "8", 1, 1_000),
    seed: wholeNumber("seed", options.seed ?? "1", 0),
    isShuffled: options.shuffle ?? false,
  };
}

function appAddress(typed: string | undefined): string {
  const address = typed ?? `http://localhost:${appPort()}`;
  const url = URL.parse(address);
  const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
  if (!url || !isWeb || !isLocalHost(url.hostname)) {
    throw new UsageError(`--url must be an address on this machine, not ${address}.`);
  }
  return address;
}

/** @returns the exit code. */
async function sendOne(
  appUrl: string,
  [provider, sender]: [string, Sender],
  event: object,
): Promise<number> {
  const signed = signEvent(provider, event, secretOf(sender));
  const response = await sendEvent(appUrl, provider, signed).catch(() => {
    throw new UsageError(`No app responds at ${appUrl}. Start it first: npm run dev`);
  });
  console.log(`${response.status} ${await response.text()}`);
  return response.ok ? 0 : 1;
}

/** That of the app on this machine, which takes the one of `npm run dev` whatever the files say. */
async function databaseOfApp(named: string | undefined): Promise<ChosenDatabase> {
  if (named) return chooseDatabase("direct");
  const isFree = await isPortFree(localPorts().postgres);
  return isFree ? chooseDatabase("direct") : databaseOfDev("direct");
}

await runCommand({
  name: "npm run webhook",
  usage,
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
  },
  words: 2,
  files: "none",
  async run({ values, words: [word, type] }) {
    if (!word || !type) throw new UsageError(usage);
    const { DATABASE_URL_UNPOOLED: named } = process.env;
    loadEnvironmentFiles();
    const provider = oneOf("The provider", word, [...senders.keys()]);
    const sender = senders.get(provider);
    if (!sender) throw new UsageError(usage);
    const appUrl = appAddress(values.url);
    const lifecycle = type === "lifecycle" ? lifecycleOptions(values) : undefined;
    const database = await databaseOfApp(named);
    if (lifecycle) {
      const target = { appUrl, secrets: { [provider]: secretOf(sender) } };
      const isRight = await withDatabase(database, (db) =>
        sendLifecycle(db, sender, lifecycle, target),
      );
      return isRight ? 0 : 1;
    }
    const event = await withDatabase(database, (db) => sender.build(db, type, values));
    return sendOne(appUrl, [provider, sender], event);
  },
});
