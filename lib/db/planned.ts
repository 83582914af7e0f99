import type { SQL } from "drizzle-orm";
import { sha256 } from "#lib/text/sha256.ts";
import { type Form, sql } from "./sql.ts";
import { filledIn, textOf } from "./written.ts";

/**
 * The same statement, whose plan Postgres keeps: the first time that a session meets its text it reads
 * and plans it, and afterwards only runs it. It is worth it for long statements that come often with the
 * same text, since a plan takes memory in each session.
 *
 * Its parameters are elements of one array of texts, which Postgres reads in one go: so each stands
 * where a text may stand, or is cast.
 * @param answer what it selects, as names with their types: `sql.raw("outcome text, left integer")`.
 */
export async function planned(statement: SQL, answer: SQL): Promise<SQL> {
  const { form, parameters } = filledIn(statement);
  const kept = known.get(form) ?? nameOf(form);
  known.set(form, kept);
  const { id, text } = await kept;
  return sql`select * from planned(${id}, ${text}, ${arrayText(parameters)}) as answer (${answer})`;
}

const known = new WeakMap<Form, Promise<{ id: string; text: string }>>();

/** What a session keeps the statement under: its name tells its text. */
async function nameOf(form: Form): Promise<{ id: string; text: string }> {
  const text = textOf(form, (place) => `($1)[${place}]`);
  return { id: (await sha256(text)).slice(0, 32), text };
}

/** An array of texts and nulls, as Postgres reads one. */
const arrayText = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? "null" : quoted(value))).join(",")}}`;

// What JSON escapes in another way than with a backslash before the character.
const otherwise = /[^\x20-\ud7ff\ue000-\uffff]/;

const quoted = (value: string): string =>
  otherwise.test(value) ? `"${value.replaceAll(/["\\]/g, "\\$&")}"` : JSON.stringify(value);
