import type { ClientBase } from "pg";
import { arrayTextToJson } from "./array-text.ts";

/** The JSON of a value that is not null, given as Postgres' text and the OID of its type. */
export type ValueJson = (text: string, typeId: number) => string;

interface ArrayType {
  elementId: number;
  delimiter: string;
}

/** Raw text mode: every value is Postgres' own text, and the driver parses it. */
export const rawValueJson: ValueJson = (text) => JSON.stringify(text);

/**
 * Native mode: booleans, int2, int4, finite floats, JSON and arrays become JSON values and the
 * rest stays text (int8 and numeric would lose digits). Reads which types are arrays from the
 * catalog, because those of enums and tables have no fixed OID.
 */
export async function nativeValueJson(client: ClientBase): Promise<ValueJson> {
  const { rows } = await client.query<unknown[]>({
    text: `select arrays.oid, elements.oid, elements.typdelim
      from pg_catalog.pg_type elements join pg_catalog.pg_type arrays on arrays.oid = elements.typarray`,
    rowMode: "array",
  });
  const arrays = new Map<number, ArrayType>(
    rows.map(([id, elementId, delimiter]) => [
      Number(id),
      { elementId: Number(elementId), delimiter: String(delimiter) },
    ]),
  );
  return function valueJson(text, typeId): string {
    const array = arrays.get(typeId);
    if (array === undefined) return scalarJson(text, typeId);
    return arrayTextToJson(text, array.delimiter, (element) => valueJson(element, array.elementId));
  };
}

function scalarJson(text: string, typeId: number): string {
  switch (typeId) {
    case 16: // bool
      return text === "t" ? "true" : "false";
    case 21: // int2
    case 23: // int4
      return text;
    case 700: // float4
    case 701: // float8
      // JSON has no NaN and no infinities, so they stay text.
      return Number.isFinite(Number(text)) ? JSON.stringify(Number(text)) : JSON.stringify(text);
    case 114: // json
    case 3802: // jsonb
      return text;
    default:
      return JSON.stringify(text);
  }
}
