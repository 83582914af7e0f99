import type { ColdLayer } from "../bench/cold/run.ts";
import { coldUsage } from "../bench/cold/usage.ts";
import { asksForHelp, type Command, type Options, runCommand } from "./command.ts";
import { wholeNumber } from "./typed.ts";
import { UsageError } from "./usage-error.ts";

const usage = `npm run bench -- <layer> [--quick]

sync  the webhook handler compared with a naive one: deliveries per second, p50, p99 and wrong rows
      --instances=4  function instances that receive at the same time, one connection each

metering  spending credits and reading the balance, by length of the history, compared with a bare
          row lock and bare inserts

pages  what the statement of each page and of each read of the API costs in Postgres and on Node, on the
       demo data and on 100 and 10,000 times as much, compared with a read by primary key

acts  the processor's time that Node takes for an act of the API, from request to answer, beside that
      of sending the same statement alone

newsletter  a campaign whose senders are killed, on a mail server that refuses and loses answers: how many
          people were left out, how many got it twice, and how many may have
      --quick  2,000 people instead of 20,000
      --seed=1  which senders end when

imports  time and memory that a file of subscribers takes, ten times as long as another

bytes  the size of each function of the build, and its largest parts
      --quick  measure the last finished build
      --clerk  measure the build with Clerk

compare A.jsonl B.jsonl  compares raw samples of two runs and reports whether B is worse than A

${coldUsage}`;

const [name, ...args] = process.argv.slice(2);
const quick = { quick: { type: "boolean" } } as const;

/** Runs a layer, which resolves with whether what it must promise held. */
function layer<const Known extends Options>(
  command: Pick<Command<Known>, "options" | "words"> & {
    run(typed: Parameters<Command<Known>["run"]>[0]): Promise<boolean>;
  },
) {
  const run: Command<Known>["run"] = async (typed) => ((await command.run(typed)) ? 0 : 1);
  // Like the tests, a bench measures databases of its own and never meets a developer's.
  const files = "none";
  return () =>
    runCommand({ ...command, name: `npm run bench -- ${name}`, usage, files, run }, args);
}

const cold = (of: ColdLayer) =>
  layer({
    options: { ...quick, rounds: { type: "string" }, "despite-controls": { type: "boolean" } },
    async run({ values }) {
      const rounds =
        values.rounds === undefined ? undefined : wholeNumber("rounds", values.rounds, 1, 10_000);
      const isQuick = values.quick ?? false;
      const despiteControls = values["despite-controls"] ?? false;
      const { run } = await import("../bench/cold/run.ts");
      return run(of, { isQuick, rounds, despiteControls });
    },
  });

const layers: Record<string, () => Promise<void>> = {
  sync: layer({
    options: { ...quick, instances: { type: "string" } },
    async run({ values }) {
      const instances = wholeNumber("instances", values.instances ?? "4", 1, 99);
      const { run } = await import("../bench/sync/run.ts");
      return run({ isQuick: values.quick ?? false, instances });
    },
  }),
  metering: layer({
    options: quick,
    async run({ values }) {
      const { run } = await import("../bench/metering/run.ts");
      return run({ isQuick: values.quick ?? false });
    },
  }),
  pages: layer({
    options: quick,
    async run({ values }) {
      const { run } = await import("../bench/pages/run.ts");
      return run({ isQuick: values.quick ?? false });
    },
  }),
  acts: layer({
    options: quick,
    async run({ values }) {
      const { run } = await import("../bench/acts/run.ts");
      return run({ isQuick: values.quick ?? false });
    },
  }),
  newsletter: layer({
    options: { ...quick, seed: { type: "string" } },
    async run({ values }) {
      const seed = wholeNumber("seed", values.seed ?? "1", 0, 2 ** 31);
      const { run } = await import("../bench/newsletter/run.ts");
      return run({ isQuick: values.quick ?? false, seed });
    },
  }),
  imports: layer({
    options: quick,
    async run({ values }) {
      const { run } = await import("../bench/imports/run.ts");
      return run({ isQuick: values.quick ?? false });
    },
  }),
  cold: cold("cold"),
  page: cold("page"),
  driver: cold("driver"),
  warm: cold("warm"),
  all: cold("all"),
  bytes: layer({
    options: { ...quick, clerk: { type: "boolean" } },
    async run({ values }) {
      const { run } = await import("../bench/bytes/run.ts");
      return run({ isQuick: values.quick ?? false, ofClerk: values.clerk ?? false });
    },
  }),
  report: layer({
    options: { keep: { type: "boolean" } },
    words: Number.POSITIVE_INFINITY,
    async run({ values, words }) {
      const { report } = await import("../bench/cold/again.ts");
      return report(words, values.keep ?? false);
    },
  }),
  compare: layer({
    words: 2,
    run: async ({ words }) => (await import("../bench/compare.ts")).compare(words),
  }),
};

const chosen = name !== undefined && Object.hasOwn(layers, name) ? layers[name] : undefined;
if (chosen) await chosen();
else {
  await runCommand({
    name: "npm run bench",
    usage,
    words: Number.POSITIVE_INFINITY,
    files: "none",
    async run() {
      if (name === undefined || asksForHelp([name])) throw new UsageError(usage);
      throw new UsageError(`Unknown layer ${name}. See: npm run bench -- --help`);
    },
  });
}
