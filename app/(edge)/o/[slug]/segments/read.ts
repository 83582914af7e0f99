import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { orNothing, placeQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import {
  listedSegment,
  segmentList,
  segmentsOf,
} from "#lib/products/newsletter/audience/segments/segments.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

/** What the address of the page asks for. */
export const segmentQuery = z.object({ show: orNothing(z.enum(["archived"])), ...placeQuery });

const page = shape({ frame, list: segmentList.listed(listedSegment) });
const segmentsPerPage = 25;

/** The segments of an organization, a page of them, for its members; null for everybody else. */
export const getSegments = (
  db: Database,
  scope: Scope,
  { show, after, before }: z.output<typeof segmentQuery>,
) =>
  readPage(db, scope, {
    with: segmentsOf({ isArchived: show === "archived" }, { after, before, size: segmentsPerPage }),
    page,
  });
