import type { SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed } from "#lib/db/row.ts";
import { listOf, oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignLinkStats, campaignLinks, campaignStats } from "../schema.ts";

/** How many hours from the first one on are told one by one. */
export const hoursShown = 72;

const counts = {
  sent: z.number(),
  bounced: z.number(),
  complained: z.number(),
  left: z.number(),
  opened: z.number(),
  clicked: z.number(),
  machineOpens: z.number(),
  machineClicks: z.number(),
  uncertain: z.number(),
  erased: z.number(),
};

const sums = sql`
  coalesce(sum(sent), 0) as "sent", coalesce(sum(bounced), 0) as "bounced",
  coalesce(sum(complained), 0) as "complained", coalesce(sum(left_by_it), 0) as "left",
  coalesce(sum(opened), 0) as "opened", coalesce(sum(clicked), 0) as "clicked",
  coalesce(sum(machine_opens), 0) as "machine_opens",
  coalesce(sum(machine_clicks), 0) as "machine_clicks",
  coalesce(sum(uncertain), 0) as "uncertain", coalesce(sum(erased), 0) as "erased"`;

export const totals = shape(rowNamed("total", counts));
export const hour = shape(rowNamed("hourly", { hour: momentJson, ...counts }));
export const link = shape(
  rowNamed("link", {
    number: z.number(),
    target: z.string(),
    /** Where it led in the letter, when it was corrected since. */
    original: z.nullable(z.string()),
    clicks: z.number(),
    people: z.number(),
    machineClicks: z.number(),
  }),
);

/**
 * What became of a campaign. Sums of the counters, whose rows are few: nothing here reads a row of a
 * mail or a person.
 */
export const figuresOf = (campaignId: SQLWrapper) => ({
  total: {
    from: sql`(
      select ${sums} from ${campaignStats} where ${campaignStats.campaignId} = ${campaignId}
    ) as total`,
  },
  hours: {
    from: sql`(
      select ${campaignStats.hour}, ${sums} from ${campaignStats}
      where ${campaignStats.campaignId} = ${campaignId}
        and ${campaignStats.hour} < (
          select min(first.hour) from ${campaignStats} as first where first.campaign_id = ${campaignId}
        ) + make_interval(hours => ${sql.raw(String(hoursShown))})
      group by ${campaignStats.hour}
    ) as hourly`,
    order: sql`hourly.hour`,
  },
  links: {
    from: sql`(
      select ${campaignLinks.number}, coalesce(${campaignLinks.corrected}, ${campaignLinks.target}) as target,
        case when ${campaignLinks.corrected} is not null then ${campaignLinks.target} end as original,
        coalesce(sum(${campaignLinkStats.clicks}), 0) as clicks,
        coalesce(sum(${campaignLinkStats.people}), 0) as people,
        coalesce(sum(${campaignLinkStats.machineClicks}), 0) as machine_clicks
      from ${campaignLinks}
      left join ${campaignLinkStats} on ${campaignLinkStats.campaignId} = ${campaignLinks.campaignId}
        and ${campaignLinkStats.number} = ${campaignLinks.number}
      where ${campaignLinks.campaignId} = ${campaignId}
      group by ${campaignLinks.campaignId}, ${campaignLinks.number}
    ) as link`,
    order: sql`link.number`,
  },
});

/** The figures of a campaign for a page. */
export function figuresFields(campaignId: SQLWrapper) {
  const { total, hours, links } = figuresOf(campaignId);
  return {
    total: oneOf(totals, total.from),
    hours: listOf(hour, hours),
    links: listOf(link, links),
  };
}

export type Hour = ValueOf<typeof hour>;

/** Every hour from the first to the last of them, those in which nothing happened as well. */
export function everyHour<Told extends { hour: Date }>(
  hours: readonly Told[],
  silent: (hour: Date) => Told,
): Told[] {
  const told = new Map(hours.map((each) => [each.hour.getTime(), each]));
  const [first, last] = [hours.at(0), hours.at(-1)];
  if (!first || !last) return [];
  const count = (last.hour.getTime() - first.hour.getTime()) / anHour + 1;
  return Array.from({ length: Math.min(count, hoursShown) }, (_, index) => {
    const time = first.hour.getTime() + index * anHour;
    return told.get(time) ?? silent(new Date(time));
  });
}

const anHour = 3_600_000;
