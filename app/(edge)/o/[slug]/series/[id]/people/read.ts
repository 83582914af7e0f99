import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { orNothing, placeQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import {
  peopleOfSeries,
  seriesPeopleList,
  seriesPerson,
} from "#lib/products/newsletter/series/people.ts";
import { oneSeries, oneSeriesOf } from "#lib/products/newsletter/series/series.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

/** What the address of the page asks for. */
export const peopleQuery = z.object({
  show: orNothing(z.enum(["inside", "ended"])),
  ...placeQuery,
});

const page = shape({ frame, series: oneSeries, people: seriesPeopleList.listed(seriesPerson) });
const peoplePerPage = 50;

/** Who is or was inside a series, for members; null when there is none of this id. */
export async function getSeriesPeople(
  db: Database,
  scope: Scope,
  id: string | undefined,
  { show, after, before }: z.output<typeof peopleQuery>,
) {
  if (!isId(id)) return null;
  const isInside = show && show === "inside";
  return readPage(db, scope, {
    with: sql`${oneSeriesOf(id)},
      ${peopleOfSeries({ isInside }, { after, before, size: peoplePerPage })}`,
    page,
    from: sql`cross join one_series`,
  });
}
