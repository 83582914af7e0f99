import type { Job } from "#lib/cron/job.ts";
import { defineProductServer } from "#lib/products/product-server.ts";
import * as campaignFigures from "./operations/campaign-figures.ts";
import * as campaignLinks from "./operations/campaign-links.ts";
import * as campaignPreflight from "./operations/campaign-preflight.ts";
import * as campaignSending from "./operations/campaign-sending.ts";
import * as campaigns from "./operations/campaigns.ts";
import * as fields from "./operations/fields.ts";
import * as forms from "./operations/forms.ts";
import * as imports from "./operations/imports.ts";
import * as lists from "./operations/lists.ts";
import * as segments from "./operations/segments.ts";
import * as series from "./operations/series.ts";
import * as seriesSteps from "./operations/series-steps.ts";
import * as settings from "./operations/settings.ts";
import * as subscribers from "./operations/subscribers.ts";
import { signUpsJob } from "./public/cron.ts";

/** Starts the campaigns that are due, and sends. */
const newsletterJob: Job = {
  name: "newsletter",
  budget: 50_000,
  everySeconds: 5,
  parts: ({ db, budget }) => ({
    async sending() {
      // Loaded by whoever sends, and by no other route: a webhook needs no mail library.
      const { runNewsletter, sendingOptions } = await import("./sending/run.ts");
      return runNewsletter(db, { budget, options: sendingOptions() });
    },
  }),
};

/** Its work on Node. */
export const server = defineProductServer({
  operations: [
    campaigns,
    campaignFigures,
    campaignLinks,
    campaignPreflight,
    campaignSending,
    fields,
    forms,
    imports,
    lists,
    segments,
    series,
    seriesSteps,
    settings,
    subscribers,
  ],
  jobs: [newsletterJob, signUpsJob],
});
