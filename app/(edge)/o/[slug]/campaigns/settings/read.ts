import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { joinSettings, settings } from "#lib/products/newsletter/settings/settings.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, settings });

/** How an organization sends its newsletter, for its members. */
export const getNewsletterSettings = (db: Database, scope: Scope) =>
  readPage(db, scope, { page, from: joinSettings(tenant.organizationId) });
