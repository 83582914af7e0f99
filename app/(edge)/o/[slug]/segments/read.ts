import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { ArchivableQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import {
  listedSegment,
  segmentList,
  segmentsOf,
} from "#lib/products/newsletter/audience/segments/segments.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, list: segmentList.listed(listedSegment) });
const segmentsPerPage = 25;

/** The segments of an organization, a page of them, for its members; null for everybody else. */
export const getSegments = (db: Database, scope: Scope, { show, after, before }: ArchivableQuery) =>
  readPage(db, scope, {
    with: segmentsOf({ isArchived: show === "archived" }, { after, before, size: segmentsPerPage }),
    page,
  });
