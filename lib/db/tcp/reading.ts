import { getTypeParser } from "pg-types";
import type postgres from "postgres";
import { textTypes } from "../text-types.ts";

/**
 * The OIDs of the array types that pg-types reads (its `lib/textParsers.js`): Neon's driver reads
 * them with it as well. Missing are those that stay text.
 */
const arrayTypes = [
  199, 651, 791, 1_000, 1_001, 1_005, 1_007, 1_008, 1_009, 1_014, 1_015, 1_016, 1_017, 1_021, 1_022,
  1_028, 1_040, 1_041, 1_183, 1_270, 2_951, 3_807, 3_907,
];

/**
 * Makes a client read values as Neon's driver does (lib/db/http.ts). Without `fetch_types`, which costs
 * a trip for each connection, postgres-js knows no array types.
 */
export function readAsOverHttp({ options: { parsers } }: postgres.Sql): void {
  for (const type of arrayTypes) parsers[type] = getTypeParser(type);
  for (const type of textTypes) parsers[type] = (text: string) => text;
}
