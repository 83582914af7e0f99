import { fieldName } from "../content/placeholder.ts";

/** The kinds of own fields, as `subscriber_fields` has them. */
export const fieldKinds = ["text", "number", "date", "boolean"] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** What a column of a file becomes. */
export type Target = { kind: "email" | "name" | "lists" | "ignore" } | FieldTarget;

export interface FieldTarget {
  kind: "field";
  key: string;
  of: FieldKind;
}

/** An own field as a mapping names it: its kind, then its key, such as `number:age`. */
export const fieldTarget = (of: FieldKind, key: string): string => `${of}:${key}`;

const plain = ["email", "name", "lists", "ignore"] as const;

/** @returns undefined for a word that means nothing here. */
export function readTarget(text: string): Target | undefined {
  const known = plain.find((kind) => kind === text);
  if (known) return { kind: known };
  const [word, key = ""] = text.split(":", 2);
  const of = fieldKinds.find((kind) => kind === word);
  return of && fieldName.test(key) ? { kind: "field", key, of } : undefined;
}

/** The words of all targets, for the API's document. */
export const targetPattern =
  /^(email|name|lists|ignore|(text|number|date|boolean):[a-z][a-z0-9_]{0,62})$/;

/** Why a mapping cannot be used. */
export type MappingProblem = "email_column_missing" | "column_twice";

/** What is wrong with a mapping of targets. */
export function mappingProblem(columns: readonly string[]): MappingProblem | undefined {
  const used = columns.filter((column) => column !== "ignore" && column !== "lists");
  const keys = used.map((column) => column.split(":").at(-1));
  if (new Set(used).size < used.length || new Set(keys).size < keys.length) return "column_twice";
  return columns.includes("email") ? undefined : "email_column_missing";
}

/** An own field of the organization. */
export interface OwnField {
  key: string;
  label: string;
  kind: FieldKind;
}

const emailNames = /^(e-?mail|e-?mail-?address|mail|e-?mail-?adresse|courriel|correo|address)$/;
const nameNames = /^(name|full-?name|first-?name|vorname|nom|nombre|display-?name)$/;
const listNames = /^(lists?|groups?|tags?)$/;

const plainName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/**
 * What the columns of a file seem to be, by their names, and the email column by what is in it where no name
 * tells. Each target is given once, to the first column that it fits.
 * @param rows some rows of the file.
 */
export function guessColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  fields: readonly OwnField[],
): string[] {
  const taken = new Set<string>();
  const once = (target: string) => {
    if (taken.has(target)) return "ignore";
    taken.add(target);
    return target;
  };
  const guessed = names.map((name) => {
    const plainly = plainName(name);
    const field = fields.find(
      ({ key, label }) => key === plainly.replaceAll("-", "_") || plainName(label) === plainly,
    );
    if (emailNames.test(plainly)) return once("email");
    if (field) return once(fieldTarget(field.kind, field.key));
    if (nameNames.test(plainly)) return once("name");
    return listNames.test(plainly) ? once("lists") : "ignore";
  });
  if (!taken.has("email")) {
    const looksLikeOne = (column: number) =>
      rows.filter((cells) => /^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$/.test(cells[column] ?? "")).length;
    const counts = names.map((_, column) => looksLikeOne(column));
    const most = Math.max(0, ...counts);
    if (most > 0 && most * 2 >= rows.length) guessed[counts.indexOf(most)] = "email";
  }
  return guessed;
}
