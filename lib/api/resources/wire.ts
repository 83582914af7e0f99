import * as z from "zod/mini";
import { uuidJson } from "#lib/db/json-column.ts";
import { momentJson } from "#lib/db/moment.ts";
import { Field, fieldOf, type Shape, type Sources, type ValueOf } from "#lib/db/shape.ts";

/** A moment as the API gives it: ISO 8601 with its offset. */
export const isoMoment = z.iso.datetime({ offset: true });

type Wire<Value> = Value extends Date ? string : Value;
type Wired<Of extends Sources> = {
  [Key in keyof Of]: z.ZodMiniType<Wire<ValueOf<Of[Key]>>>;
};

/** A shape as the API answers it: JSON as Postgres writes it, in formats that the document tells. */
export interface Resource<Of extends Sources> {
  item: Field<{ [Key in keyof Of]: Wire<ValueOf<Of[Key]>> }>;
  /** For an operation and its document. */
  schema: z.ZodMiniObject<Wired<Of>>;
}

/** What the API answers, of a shape with fields of one value each. */
export function resource<Of extends Sources>(shape: Shape<Of>): Resource<Of>;
export function resource({ expression, sources }: Shape<Sources>) {
  const schemas = Object.entries(sources).map(([key, source]) => [
    key,
    documented(fieldOf(source).parser),
  ]);
  const schema = z.object(Object.fromEntries(schemas));
  return { item: new Field(expression, schema), schema };
}

function documented(parser: z.core.$ZodType): z.core.$ZodType {
  if (parser === momentJson) return isoMoment;
  if (parser === uuidJson) return z.guid();
  if (parser instanceof z.ZodMiniNullable) return z.nullable(documented(parser._zod.def.innerType));
  return parser;
}
