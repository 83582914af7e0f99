import * as z from "zod/mini";
import { planOf } from "#lib/billing/plan-in-force.ts";
import { plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { type Field, field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { anyUuid } from "#lib/db/uuid.ts";
import type { Caller, Scope } from "#lib/organizations/actor.ts";
import { organizationList, organizationsOf } from "#lib/organizations/lists/organizations.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";
import { organizationVersion } from "#lib/organizations/version.ts";
import { type ListQuery, readList, windowOf } from "./list.ts";
import { resource } from "./wire.ts";

interface Row {
  id: Field<string>;
  slug: Field<string>;
  name: Field<string>;
  role: Field<Role>;
  createdAt: Field<Date>;
}

const organizationOf = (row: Row) =>
  resource(
    shape({
      id: field(anyUuid(), row.id),
      slug: row.slug,
      name: row.name,
      /** The caller's role there. A key has the role admin, limited by its scopes. */
      role: row.role,
      plan: planOf(row.id, plans.slug),
      createdAt: row.createdAt,
    }),
  );

export const organization = organizationOf(organizationList.row);

const versioned = shape({
  organization: organizationOf({ ...tenant, id: tenant.organizationId }).item,
  version: field(z.string(), organizationVersion(sql`scope`)),
});

/** An organization and its version, for its members. */
export const getOrganization = (db: Database, scope: Scope) =>
  readOne(db, versioned, { with: scopeOf(scope), from: sql`scope` });

/** The organizations that somebody is a member of, by name; of a key, the one that it is for. */
export const listOrganizations = (db: Database, caller: Caller, query: ListQuery) =>
  readList(db, {
    reach: sql`reach as (select true as may)`,
    with: organizationsOf(caller, windowOf(query)),
    list: organizationList.listed(organization.item),
  });
