import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed } from "#lib/db/row.ts";
import { countOf, field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignSends, campaigns, seriesPeople, subscribers } from "../schema.ts";

/** Who is or was inside a series, the latest first. */
export const seriesPeopleList = keyset("series_person", (name) =>
  rowNamed(name, {
    id: z.guid(),
    seriesId: z.guid(),
    joinedAt: momentJson,
    endedAt: z.nullable(momentJson),
    endedReason: z.nullable(z.enum(["finished", "left"])),
  }),
);
const { row } = seriesPeopleList;

/** Common table expressions over `one_series`, for a page of `seriesPeopleList`. */
export function peopleOfSeries(
  { isInside }: { isInside?: boolean | undefined },
  window: Window,
): SQL {
  const all = sql`select ${seriesPeople.subscriberId} as id, ${seriesPeople.seriesId},
      ${seriesPeople.joinedAt}, ${seriesPeople.endedAt}, ${seriesPeople.endedReason}
    from ${seriesPeople} where ${seriesPeople.seriesId} = (select id from one_series)
      and coalesce(${seriesPeople.endedReason}, 'left') in ('finished', 'left')`;
  return seriesPeopleList.tables(
    {
      rows:
        isInside === undefined
          ? all
          : sql`${all} and (${seriesPeople.endedAt} is null) = ${isInside}::boolean`,
      places: all,
      keys: (person) => [person.joinedAt],
      descending: true,
    },
    window,
  );
}

const ofPerson = sql`${subscribers} where ${subscribers.id} = ${row.id}`;

export const seriesPerson = shape({
  id: row.id,
  email: field(
    z.string(),
    sql`(select coalesce(${subscribers.address}, ${subscribers.email}) from ${ofPerson})`,
  ),
  name: field(z.nullable(z.string()), sql`(select ${subscribers.name} from ${ofPerson})`),
  joinedAt: row.joinedAt,
  /** How many mails of the series they got. */
  sent: countOf(sql`${campaigns} join ${campaignSends}
    on ${campaignSends.campaignId} = ${campaigns.id} and ${campaignSends.subscriberId} = ${row.id}
    where ${campaigns.seriesId} = ${row.seriesId} and ${campaignSends.sentAt} is not null`),
  endedAt: row.endedAt,
  endedReason: row.endedReason,
});
export type SeriesPerson = ValueOf<typeof seriesPerson>;
