import * as z from "zod/mini";
import { day, id, line } from "./fields.ts";

/** Reads the query of a page's address. Values that do not fit count as absent. */
export const orNothing = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined);

/** Words to look for. */
export const searchText = orNothing(line(100, { missing: "", tooLong: "", invalid: "" }));

/** A day in UTC, such as `2026-11-20`. */
export const dayInQuery = orNothing(day);

/** The id of the row where a page of a list begins. */
export const placeInQuery = orNothing(id);

/** The parameters of an address that say where a page of a list begins (`Place`, lib/db/keyset.ts). */
export const placeQuery = { after: placeInQuery, before: placeInQuery };

/** What the address of a list asks for whose things can be archived: which of them, and which page. */
export const archivableQuery = z.object({ show: orNothing(z.enum(["archived"])), ...placeQuery });
export type ArchivableQuery = z.output<typeof archivableQuery>;
