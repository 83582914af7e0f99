import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { newsletterSettings } from "../tables/settings.ts";

/** How an organization sends, of a row of `joinSettings`: without one of its own, by the defaults. */
export const settings = shape({
  senderName: field(z.string(), sql`coalesce(${newsletterSettings.senderName}, '')`),
  replyTo: newsletterSettings.replyTo,
  postalAddress: field(z.string(), sql`coalesce(${newsletterSettings.postalAddress}, '')`),
  timeZone: field(z.string(), sql`coalesce(${newsletterSettings.timeZone}, 'UTC')`),
  isTracked: field(z.boolean(), sql`coalesce(${newsletterSettings.isTracked}, true)`),
  whenUncertain: field(
    z.enum(newsletterSettings.whenUncertain.enumValues),
    sql`coalesce(${newsletterSettings.whenUncertain}, 'send_again')`,
  ),
});

export type Settings = ValueOf<typeof settings>;

/** For after `from`: joins the settings of an organization, if it has a row of them. */
export const joinSettings = (organizationId: SQLWrapper): SQL =>
  sql`left join ${newsletterSettings} on ${newsletterSettings.organizationId} = ${organizationId}`;
