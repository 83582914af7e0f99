import * as z from "zod/mini";

/** For what a page's address asks for: whatever else stands there counts as not there. */
export const orNothing = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined);

/** Words to look for. Control characters are in no name, and Postgres cannot take U+0000 at all. */
export const searchText = orNothing(
  z.string().check(z.trim(), z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u)),
);

/** A day in UTC, such as `2026-11-20`. */
export const day = orNothing(z.iso.date());
