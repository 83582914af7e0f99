import * as z from "zod/mini";
import { reservedSlugs, slugLength } from "./suggest-slug.ts";

// Apart, because a page suggests slugs in the browser, which needs no zod for it.
export { reservedSlugs, slugLength } from "./suggest-slug.ts";

/** The slug of an organization, as people choose it: small letters, digits, single hyphens between. */
export const slugSchema = z
  .string("slug_missing")
  .check(
    z.trim(),
    z.toLowerCase(),
    z.minLength(1, "slug_missing"),
    z.minLength(slugLength.min, "slug_invalid"),
    z.maxLength(slugLength.max, "slug_invalid"),
    z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug_invalid"),
    z.refine((slug) => !reservedSlugs.includes(slug), "slug_reserved"),
  )
  .register(z.globalRegistry, { not: { enum: reservedSlugs } });
