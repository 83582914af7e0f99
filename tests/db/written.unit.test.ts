import { globSync, readFileSync } from "node:fs";
import { and, asc, sql as drizzleSql, eq, inArray, type SQL } from "drizzle-orm";
import { alias, PgDialect, pgEnum, pgSchema, pgTable, pgView, text } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, shape } from "#lib/db/shape.ts";
import { type Piece, sql } from "#lib/db/sql.ts";
import { written } from "#lib/db/written.ts";

const dialect = new PgDialect();

/** What drizzle's `sql` and ours have in common. */
interface Tag {
  (strings: TemplateStringsArray, ...values: Piece[]): SQL;
  join(parts: SQL[], separator?: SQL): SQL;
  raw(text: string): SQL;
  identifier(name: string): Piece;
}

function expectAsDrizzle(made: (sql: Tag) => SQL): void {
  const { sql: text, params } = dialect.sqlToQuery(made(drizzleSql));
  const parameters = params.map((value) => (value === null ? null : String(value)));
  expect(written(made(sql))).toEqual({ text, parameters });
  expect(written(made(drizzleSql))).toEqual({ text, parameters });
  // Drizzle has to understand our templates too: its query builder may be given them.
  expect(dialect.sqlToQuery(made(sql))).toMatchObject({ sql: text, params });
}

const people = pgTable('pe"ople', { id: text("id"), fullName: text("full_name") });
const archived = pgSchema("archive").table("people", { id: text("id") });
const chief = alias(people, "chief");
const mood = pgEnum("mood", ["good", "bad"]);
const named = pgView("named", { id: text("id") }).as(sql`select id from people`);
const parts = shape({
  id: people.id,
  isNamed: field(z.boolean(), sql`${people.fullName} <> ${""}`),
});

test.each<[what: string, made: (sql: Tag) => SQL]>([
  ["nothing", (sql) => sql``],
  ["text alone", (sql) => sql`select 1`],
  [
    "parameters of every kind",
    (sql) => sql`select ${"a'b"}, ${1}, ${2n}, ${true}, ${null}, ${"$1"}`,
  ],
  ["the same parameter twice", (sql) => sql`select ${"a"} where ${"a"} = ${"a"}`],
  ["a part that is left out", (sql) => sql`select 1 ${undefined} where ${undefined}`],
  [
    "parts of parts",
    (sql) => sql`select ${sql`1 + ${2}`}, ${sql.join([sql`${3}`, sql`4`], sql`, `)}`,
  ],
  ["raw text and names", (sql) => sql`select ${sql.raw("now()")} as ${sql.identifier('a"b')}`],
  [
    "tables and columns",
    (sql) => sql`select ${people.fullName}, ${chief.id} from ${people}, ${chief}`,
  ],
  ["a table of another schema", (sql) => sql`select ${archived.id} from ${archived}`],
  ["a list", (sql) => sql`select 1 where 1 in ${[1, 2, 3]} and ${"x"} in ${["y"]}`],
  ["an empty list", (sql) => sql`select 1 where 1 in ${[]}`],
  [
    "conditions of drizzle",
    (sql) =>
      sql`select 1 where ${and(eq(people.id, "a"), inArray(people.id, ["b"]))} order by ${asc(people.id)} limit ${5}`,
  ],
  ["a parameter with an encoder", (sql) => sql`select ${drizzleSql.param("a", people.id)}, ${"b"}`],
  [
    "a parameter that is written into the text",
    (sql) => sql`select ${"a"}, ${sql`${"b'"}`.inlineParams()}, ${"c"}`,
  ],
  ["a name for a column", (sql) => sql`select ${sql`1 + ${1}`.as("two")}, ${"b"}`],
  [
    "an enumeration and a view",
    (sql) => sql`select ${"good"}::${mood} from ${named} where ${named.id} = ${"a"}`,
  ],
  [
    "a shape, a list of shapes, a row",
    (sql) =>
      sql`select ${parts}, ${listOf(parts, { from: sql`${people} where ${people.id} = ${"a"}` })}, ${rowsOf({ id: people.id }).of("page").id}`,
  ],
  ["an act", (sql) => act(sql`a as (select ${1})`, sql`select ${2} from a`)],
])("%s is written as drizzle writes it", (_, made) => {
  expectAsDrizzle(made);
  // Once more, when its names and texts are known.
  expectAsDrizzle((sql) => sql`with ${made(sql)} ${"after"}`);
});

test("any statement made of such pieces is written as drizzle writes it", () => {
  type Made = (sql: Tag) => Piece;
  const leaf: fc.Arbitrary<Made> = fc.oneof(
    fc.string().map((value) => () => value),
    fc.integer().map((value) => () => value),
    fc.boolean().map((value) => () => value),
    fc
      .constantFrom<Piece[]>(null, undefined, people, people.id, chief.fullName, archived, parts)
      .map((value) => () => value),
    fc.string({ minLength: 1 }).map((name) => (sql: Tag) => sql.identifier(name)),
    fc.string().map((text) => (sql: Tag) => sql.raw(text)),
    fc.string().map((value) => () => eq(people.id, value)),
  );
  const { tree } = fc.letrec<{ tree: Made; template: Made; joined: Made }>((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, tie("template"), tie("joined")),
    template: fc.tuple(tie("tree"), tie("tree")).map(
      ([a, b]): Made =>
        (sql) =>
          sql`(${a(sql)} + ${b(sql)})`,
    ),
    joined: fc.array(tie("tree")).map(
      (all): Made =>
        (sql) =>
          sql.join(
            all.map((one) => sql`${one(sql)}`),
            sql`, `,
          ),
    ),
  }));
  fc.assert(
    fc.property(tree, (made) => expectAsDrizzle((sql) => sql`select ${made(sql)}, ${"end"}`)),
  );
});

test("the app makes its statements with its own template", () => {
  const files = globSync("{lib,app}/**/*.{ts,tsx}", { exclude: ["**/schema.ts"] });
  const ofDrizzle = /import \{[^}]*\bsql\b[^}]*\} from "drizzle-orm(\/sql)?"/;
  const others = files.filter((file) => ofDrizzle.test(readFileSync(file, "utf8")));
  expect(files.length).toBeGreaterThan(100);
  expect(others).toEqual([]);
});

test("a moment and an object have no one text, so they are refused", () => {
  expect(() => written(drizzleSql`select ${new Date(0)}`)).toThrow("cannot be of type object");
  expect(() => written(drizzleSql`select ${{ a: 1 }}`)).toThrow("cannot be of type object");
});
