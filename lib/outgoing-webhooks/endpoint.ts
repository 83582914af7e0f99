import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { momentJson } from "#lib/db/moment.ts";
import { field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { webhookEndpoints } from "./schema.ts";

/** The columns of `webhook_endpoints` by the name that a subquery has. */
export const endpointNamed = (name: string) => alias(webhookEndpoints, name);

/** An endpoint as it is listed, all but its secrets. */
export const endpointOf = (row: ReturnType<typeof endpointNamed>) =>
  shape({
    id: row.id,
    url: row.url,
    description: row.description,
    /** Any names: an endpoint keeps the events of a product that this build leaves out. */
    events: field(z.array(z.string()), row.events),
    /** Since when no request was answered well; null while the last one was. */
    failingSince: row.failingSince,
    disabledAt: row.disabledAt,
    /** `member`; or `gone` and `failing`, when it was disabled by itself. */
    disabledReason: row.disabledReason,
    /** Until when the former secret signs as well. */
    previousUntil: field(
      z.nullable(momentJson),
      sql`case when ${row.previousUntil} > now() then ${row.previousUntil} end`,
    ),
    createdAt: row.createdAt,
  });

export type Endpoint = ValueOf<ReturnType<typeof endpointOf>>;

/** The endpoints of an organization, newest first. */
export const endpointList = keyset("endpoint", endpointNamed);

/** Common table expressions over `scope`, for a page of `endpointList`. */
export const endpointsOf = (window: Window): SQL =>
  endpointList.tables(
    {
      rows: sql`select * from ${webhookEndpoints}
        where ${inTenant(webhookEndpoints.organizationId)} and ${webhookEndpoints.deletedAt} is null`,
      keys: (row) => [row.createdAt],
      descending: true,
    },
    window,
  );
