import { replayParked } from "#lib/integrations/replay.ts";
import { polarClient } from "#lib/polar/client.ts";
import { soldProducts, syncPlans } from "#lib/polar/selling/sync-plans.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, withDatabase } from "./database.ts";
import { UsageError } from "./usage-error.ts";

const usage = `npm run billing:sync-plans   links plans and credit packs to their Polar products, and
                             reads names and prices from Polar

${soldProducts.map(({ variable, slug }) => `${variable.padEnd(28)} the Polar product of ${slug}`).join("\n")}

Needs DATABASE_URL and POLAR_ACCESS_TOKEN.`;

await runCommand({
  name: "npm run billing:sync-plans",
  usage,
  async run() {
    const polar = polarClient();
    if (!polar)
      throw new UsageError("POLAR_ACCESS_TOKEN is not set. Create one in Polar's dashboard.");
    return withDatabase(chooseDatabase("pooled"), async (db) => {
      const products = await syncPlans(db, polar, process.env);
      for (const { slug, variable, name, problem } of products) {
        console.log(name ? `${slug}: ${name}` : `${slug}: ${variable} ${problem}`);
      }
      // What was sold before anybody here knew the product.
      await replayParked(db, { provider: "polar" });
      return products.some(({ name }) => name) ? 0 : 1;
    });
  },
});
