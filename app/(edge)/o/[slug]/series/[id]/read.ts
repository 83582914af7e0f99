import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { lacksPostalAddress } from "#lib/products/newsletter/campaigns/readiness.ts";
import { totals } from "#lib/products/newsletter/figures/figures.ts";
import {
  oneSeries,
  oneSeriesOf,
  stepsOfSeries,
  wholeStep,
} from "#lib/products/newsletter/series/series.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const step = wholeStep(totals);
const page = shape({
  frame,
  series: oneSeries,
  steps: listOf(step, stepsOfSeries),
  lacksPostalAddress: field(z.boolean(), lacksPostalAddress(tenant.organizationId)),
});

export type SeriesPage = ValueOf<typeof page>;
export type ShownStep = SeriesPage["steps"][number];

/** A series with its steps, for members; null when there is none of this id. */
export async function getSeries(db: Database, scope: Scope, id: string | undefined) {
  if (!isId(id)) return null;
  return readPage(db, scope, { with: oneSeriesOf(id), page, from: sql`cross join one_series` });
}
