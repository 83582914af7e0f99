import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import type { LetterFacts } from "../letter/facts.ts";

/** The columns that keep what is known of the words of a campaign, for after `set`. */
export const factsSet = ({ problemCount, fieldNames, bareFields }: LetterFacts): SQL =>
  sql`problem_count = ${problemCount}::integer, field_names = ${textArray(fieldNames)},
    bare_fields = ${textArray(bareFields)}`;

const textArray = (texts: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
