import * as z from "zod/mini";
import { isTimeZone, timeZones } from "#lib/text/time-zone.ts";

/**
 * A zone of the IANA database. An offset is none. Other names of a zone are taken as well: browsers and
 * servers do not list the same ones.
 */
export const timeZone = z
  .string("time_zone_unknown")
  .check(z.refine(isTimeZone, "time_zone_unknown"))
  .register(z.globalRegistry, { enum: timeZones() });
