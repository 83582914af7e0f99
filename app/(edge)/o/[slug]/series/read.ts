import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { ArchivableQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { allSeriesOf, listedSeries, seriesList } from "#lib/products/newsletter/series/series.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, list: seriesList.listed(listedSeries) });
const seriesPerPage = 25;

/** The series of an organization, a page of them, for its members; null for everybody else. */
export const getAllSeries = (
  db: Database,
  scope: Scope,
  { show, after, before }: ArchivableQuery,
) =>
  readPage(db, scope, {
    with: allSeriesOf({ isArchived: show === "archived" }, { after, before, size: seriesPerPage }),
    page,
  });
