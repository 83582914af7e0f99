import type { Adapter } from "./adapter.ts";
import { secretsOf } from "./secrets.ts";

/** A kind of sender, by the last part of the address that it posts to. */
interface Source {
  /** Those of the environment; none where this deployment does not take it. */
  secrets(): readonly string[];
  adapter(): Promise<Adapter>;
}

/** Each is loaded by those who post to it. */
export const sources: Readonly<Record<string, Source>> = {
  standard: {
    secrets: () => secretsOf("NEWSLETTER_REPLIES_SECRET"),
    adapter: async () => (await import("./standard.ts")).openStandard,
  },
  dsn: {
    secrets: () => secretsOf("NEWSLETTER_REPLIES_SECRET"),
    adapter: async () => (await import("./dsn.ts")).openReport,
  },
  resend: {
    secrets: () => secretsOf("NEWSLETTER_RESEND_SECRET"),
    adapter: async () => (await import("./resend.ts")).openResend,
  },
  postmark: {
    secrets: () => secretsOf("NEWSLETTER_POSTMARK_SECRET"),
    adapter: async () => (await import("./postmark.ts")).openPostmark,
  },
  ses: {
    secrets: () => secretsOf("NEWSLETTER_SES_TOPICS"),
    adapter: async () => (await import("./ses.ts")).openSes,
  },
};
