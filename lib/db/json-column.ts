import type { AnyColumn, Column, GetColumnData } from "drizzle-orm/column";
import * as z from "zod/mini";
import { momentJson } from "./moment.ts";

/** A column whose JSON has one parser: all but JSON itself, arrays and types of our own. */
export type JsonColumn = AnyColumn<{ dataType: "string" | "number" | "boolean" | "date" }>;

/** An id as JSON has it. */
export const uuidJson = z.string();

/** The parser of the JSON that Postgres makes of a column. */
export function parserOf<Of extends Column>(column: Of): z.ZodMiniType<GetColumnData<Of>>;
export function parserOf(column: Column): z.ZodMiniType {
  const parser = presentParser(column);
  return column.notNull ? parser : z.nullable(parser);
}

function presentParser({ dataType, columnType, enumValues, name }: Column): z.ZodMiniType {
  if (dataType === "date") return momentJson;
  if (dataType === "number") return z.number();
  if (dataType === "boolean") return z.boolean();
  if (dataType !== "string") throw new TypeError(`The column ${name} needs a parser: see field()`);
  if (enumValues) return z.enum(enumValues);
  return columnType === "PgUUID" ? uuidJson : z.string();
}
