import { parseArgs } from "node:util";
import { polarClient } from "#lib/billing/polar.ts";
import { soldProducts, syncPlans } from "#lib/billing/selling/sync-plans.ts";
import { endpoint } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { replayParked } from "#lib/webhooks/replay.ts";
import { runCommand, UsageError } from "./command.ts";
import { loadEnvironmentFiles } from "./environment-files.ts";

const usage = `npm run billing:sync-plans   gives the plans and credit packs their Polar products, and
                             reads names and prices from Polar

${soldProducts.map(({ variable, slug }) => `${variable.padEnd(28)} the Polar product of ${slug}`).join("\n")}

The database is that of DATABASE_URL; POLAR_ACCESS_TOKEN reaches Polar.`;

async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: "boolean", short: "h" } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  loadEnvironmentFiles();
  const polar = polarClient();
  if (!polar) throw new UsageError("POLAR_ACCESS_TOKEN is not set.");
  const { db, end } = tcpDatabase(endpoint("pooled"));
  try {
    const products = await syncPlans(db, polar, process.env);
    for (const { slug, variable, name, problem } of products) {
      console.log(name ? `${slug}: ${name}` : `${slug}: ${variable} ${problem}`);
    }
    // What was sold before anybody here knew the product.
    await replayParked(db, { provider: "polar" });
    return products.some(({ name }) => name) ? 0 : 1;
  } finally {
    await end();
  }
}

await runCommand(run);
