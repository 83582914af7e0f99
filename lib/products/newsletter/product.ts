import { ContactRound, Mail } from "lucide-react";
import { defineProduct } from "#lib/products/product.ts";
import * as audience from "./manifest/audience.ts";
import * as campaigns from "./manifest/campaigns.ts";
import { isClock, localClock } from "./manifest/clock.ts";
import { events } from "./manifest/events.ts";
import * as imports from "./manifest/imports.ts";
import { numberProblem } from "./manifest/number-problem.ts";
import { keyScopes, permissions } from "./manifest/permissions.ts";
import * as open from "./manifest/public.ts";
import * as replies from "./manifest/replies.ts";
import * as sending from "./manifest/sending.ts";
import * as series from "./manifest/series.ts";
import * as tracking from "./manifest/tracking.ts";
import { localSecret, secretProblem } from "./secret.ts";

/** The audience, its public pages, campaigns and their sending. Each part hands in its own texts. */
export const product = defineProduct({
  id: "newsletter",
  pages: [
    { path: "/campaigns", label: "Campaigns", icon: Mail },
    { path: "/subscribers", label: "Subscribers", icon: ContactRound },
  ],
  permissions,
  keyScopes,
  audited: {
    ...audience.audited,
    ...campaigns.audited,
    ...imports.audited,
    ...open.audited,
    ...sending.audited,
    ...series.audited,
    ...tracking.audited,
  },
  notices: {
    ...audience.notices,
    ...campaigns.notices,
    ...imports.notices,
    ...open.notices,
    ...sending.notices,
    ...series.notices,
    ...tracking.notices,
  },
  refusals: {
    ...audience.refusals,
    ...campaigns.refusals,
    ...imports.refusals,
    ...open.refusals,
    ...sending.refusals,
    ...series.refusals,
    ...tracking.refusals,
  },
  fieldMessages: {
    ...audience.fieldMessages,
    ...campaigns.fieldMessages,
    ...imports.fieldMessages,
    ...open.fieldMessages,
    ...sending.fieldMessages,
    ...series.fieldMessages,
    ...tracking.fieldMessages,
  },
  events,
  environment: {
    NEWSLETTER_SECRET: {
      advice: "Make one with `openssl rand -base64 32`.",
      problem: secretProblem,
      local: localSecret,
    },
    NEWSLETTER_CLOCK: {
      advice: "How often something calls /api/cron?job=newsletter: minute or daily.",
      isOptional: true,
      problem: (value) =>
        isClock(value)
          ? undefined
          : "must be minute or daily: docs/newsletter.md tells what they mean.",
      local: localClock,
    },
    NEWSLETTER_RATE: {
      advice: "How many mails a second the mail server takes.",
      isOptional: true,
      problem: (value) => numberProblem(value, 0.1, 10_000),
    },
    NEWSLETTER_DAILY_LIMIT: {
      advice: "How many mails a day the mail server takes.",
      isOptional: true,
      problem: (value) => numberProblem(value, 1, 2_000_000_000),
    },
    ...replies.environment,
  },
});
