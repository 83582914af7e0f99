import * as z from "zod/mini";
import { findUser } from "#identity/session.ts";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { readOne } from "#lib/db/read.ts";
import { field, maybeOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import type { Person, Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { reaching, tenant } from "#lib/organizations/tenant.ts";
import { isId } from "#lib/text/storable.ts";
import { ownDataFile } from "../public/own-data/own-data-file.ts";
import { type OwnData, ownData, ownDataSource } from "../public/own-data/read-own-data.ts";

const held = shape({
  may: field(z.boolean(), sql`reach.may`),
  data: maybeOf(ownData, ownDataSource),
});

/** All that is held on a person, for owners: what the person gets with a link of their own. */
export async function readSubscriberData(
  db: Database,
  scope: Scope<Person>,
  id: string,
): Promise<OwnData | "not_found" | "forbidden"> {
  if (!isId(id)) return "not_found";
  const found = await readOne(db, held, {
    with: sql`${reaching(scope, permissions["newsletter.erase"].least)}, asked as (
      select ${tenant.organizationId} as organization_id, ${id}::uuid as subscriber_id from scope
    )`,
    from: sql`reach`,
  });
  if (found && !found.may) return "forbidden";
  return found?.data ?? "not_found";
}

/** `GET /api/v1/organizations/[slug]/subscribers/[id]/data.json`. */
export async function getSubscriberData(
  request: Request,
  { slug, id }: { slug: string; id: string },
): Promise<Response> {
  try {
    const db = await writeDatabase();
    const user = await findUser(request.headers, db);
    if (!user) return unauthenticated();
    const data = await readSubscriberData(db, { userId: user.id, slug }, id);
    if (typeof data !== "string") return ownDataFile(data);
    return problem(refusals[data].status, data, refusals[data].message);
  } catch (error) {
    return failed("data_export_failed", error);
  }
}
