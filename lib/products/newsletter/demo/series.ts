import { weekdays } from "../tables/series.ts";
import { demoLetter, demoRun } from "./campaigns.ts";

interface Joined {
  id: string;
  createdAt: Date;
}

interface DemoSeries {
  now: Date;
  organizationId: string;
  listId: string;
  /** Who joined the list and can be written to. */
  people: readonly Joined[];
  fieldKeys: readonly string[];
  /** The same id for the same names. */
  idOf: (kind: string, ...names: string[]) => string;
  /** Whether something that is as likely as this happens. */
  happens: (chance: number) => boolean;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const after = (moment: Date, duration: number) => new Date(moment.getTime() + duration);

/** The steps, each with its days after the one before. */
const steps = [
  ["Welcome to Acme", 0],
  ["Your first week with Acme", 3],
  ["What others do with Acme", 5],
] as const;

/** Days after joining on which each is sent. */
const days = steps.map((_, number) =>
  steps.slice(0, number + 1).reduce((sum, [, delay]) => sum + delay, 0),
);

/** A welcome in three steps, with those who joined in the last four months inside or done. */
export function demoSeries(given: DemoSeries) {
  const { now, organizationId, listId, people, fieldKeys, idOf, happens } = given;
  const id = idOf("series", "welcome");
  const activatedAt = new Date(now.getTime() - 120 * day);
  const inside = people.filter(({ createdAt }) => createdAt > activatedAt);
  const mails = steps.map(([subject], number) => {
    const campaignId = idOf("series step", subject);
    const sends = inside.flatMap(({ id: subscriberId, createdAt }) => {
      const sentAt = after(createdAt, (days[number] ?? 0) * day + (number + 1) * minute);
      const status = happens(0.65) ? ("opened" as const) : ("delivered" as const);
      return sentAt < now
        ? [
            {
              ...{ id: idOf("send", campaignId, subscriberId), organizationId, campaignId },
              ...{ subscriberId, status, sentAt, createdAt: sentAt },
              firstOpenedAt: status === "opened" ? after(sentAt, 90 * minute) : null,
            },
          ]
        : [];
    });
    const opened = sends.filter(({ status }) => status === "opened").length;
    const campaign = { id: campaignId, organizationId, subject, scheduledAt: activatedAt };
    const run = demoRun(campaign, fieldKeys, { sent: sends.length, bounced: 0, opened });
    return { campaign, subject, sends, run };
  });
  const last = days.at(-1) ?? 0;
  return {
    series: {
      ...{ id, organizationId, listId, name: "Welcome", activatedAt },
      ...{ opensAt: 8, closesAt: 19, weekdays: [...weekdays.slice(0, 5)] },
      ...{ timeZone: "Europe/Berlin", joinedUntil: now, createdAt: after(activatedAt, -2 * day) },
    },
    campaigns: mails.map(({ campaign, subject }) => ({
      ...{ id: campaign.id, organizationId, listId, seriesId: id, ...demoLetter(subject) },
      ...{ status: "scheduled" as const, startedAt: activatedAt, createdAt: activatedAt },
    })),
    steps: mails.map(({ campaign }, number) => ({
      ...{ campaignId: campaign.id, organizationId, seriesId: id, position: number + 1 },
      ...{ delay: steps[number]?.[1] ?? 0, unit: "days" as const },
      countedFrom: number === 0 ? ("joining" as const) : ("before" as const),
      createdAt: activatedAt,
    })),
    letters: mails.map(({ run }) => ({ ...run.letter, revision: 1, frozenAt: now })),
    links: mails.flatMap(({ run }) => run.links),
    runs: mails.map(({ run }) => ({ ...run.run, finishedAt: null })),
    stats: mails.map(({ run }) => run.stats),
    sends: mails.flatMap(({ sends }) => sends),
    people: inside.map(({ id: subscriberId, createdAt }) => {
      const finishedAt = after(createdAt, (last + 30) * day);
      const isOver = finishedAt < now;
      const next = days.map((each) => after(createdAt, each * day)).find((due) => due > now);
      return {
        ...{ organizationId, seriesId: id, subscriberId, joinedAt: createdAt, plan: 1 },
        dueAt: next ?? finishedAt,
        endedAt: isOver ? finishedAt : null,
        endedReason: isOver ? ("finished" as const) : null,
      };
    }),
  };
}
