import type { Database } from "#lib/db/database.ts";
import { oneOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { letterFrame } from "#lib/products/newsletter/letter/source.ts";
import {
  oneSeries,
  oneSeriesOf,
  stepNamed,
  stepsOfSeries,
} from "#lib/products/newsletter/series/series.ts";
import { joinSettings } from "#lib/products/newsletter/settings/settings.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({
  frame,
  series: oneSeries,
  step: stepNamed("step"),
  letter: oneOf(letterFrame, sql`(select) as letter`),
});

/** A step of a series and what its organization adds to it, for members; null when there is none. */
export async function getStep(
  db: Database,
  scope: Scope,
  { id, step }: Record<string, string | undefined>,
) {
  if (!isId(id) || !isId(step)) return null;
  return readPage(db, scope, {
    with: sql`${oneSeriesOf(id)}, asked_step as (select ${step}::uuid as id)`,
    page,
    from: sql`cross join one_series
      join lateral ${stepsOfSeries.from} on step.id = (select id from asked_step)
      ${joinSettings(tenant.organizationId)}`,
  });
}
