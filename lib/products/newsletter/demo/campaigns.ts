import { letterFacts } from "../letter/facts.ts";
import { freezeLetter } from "../letter/freeze.ts";
import type { campaigns } from "../tables/campaigns.ts";
import { demoWords } from "./words.ts";

const organization = "Acme";

/** How the demo's organization sends. */
export const demoSettings = {
  senderName: "Anna from Acme",
  replyTo: "hello@acme.test",
  postalAddress: "Acme GmbH\nSpeicherstraße 12\n20457 Hamburg",
  timeZone: "Europe/Berlin",
};

/** The words of a campaign of the demo, and what is known of them. */
export function demoLetter(subject: string) {
  const { preheader = "", content = "" } = demoWords[subject] ?? {};
  const words = { subject, subjectB: null, preheader, content };
  return { ...words, ...letterFacts(words) };
}

type Sent = Pick<typeof campaigns.$inferInsert, "organizationId" | "subject"> & {
  id: string;
  scheduledAt: Date;
};

interface Figures {
  sent: number;
  bounced: number;
  opened: number;
}

/** What a campaign that was sent left behind: its letter as it was frozen, its links, run and figures. */
export function demoRun(campaign: Sent, fields: readonly string[], figures: Figures) {
  const recipients = figures.sent + figures.bounced;
  const { id: campaignId, organizationId, scheduledAt } = campaign;
  const { letter, targets } = freezeLetter({
    campaign: demoLetter(campaign.subject),
    settings: demoSettings,
    organization,
    fields,
  });
  const finishedAt = new Date(scheduledAt.getTime() + 10 * 60_000);
  const moments = { startedAt: scheduledAt, finishedAt };
  return {
    letter: { campaignId, organizationId, letter, frozenAt: scheduledAt },
    links: targets.map((target, number) => ({ campaignId, organizationId, number, target })),
    run: {
      ...{ campaignId, organizationId, recipients, creditsSpent: recipients },
      creditsReturned: figures.bounced,
      ...{ queuedAt: scheduledAt, ...moments },
    },
    stats: { campaignId, organizationId, hour: hourOf(scheduledAt), shard: 0, ...figures },
    moments,
  };
}

const hourOf = (moment: Date) => new Date(Math.floor(moment.getTime() / 3_600_000) * 3_600_000);
