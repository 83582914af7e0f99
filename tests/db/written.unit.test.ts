import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias, PgDialect, pgEnum, pgSchema, pgTable, pgView, text } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, shape } from "#lib/db/shape.ts";
import { written } from "#lib/db/written.ts";

const dialect = new PgDialect();

function expectAsDrizzle(statement: SQL): void {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const parameters = params.map((value) => (value === null ? null : String(value)));
  expect(written(statement)).toEqual({ text, parameters });
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

test.each<[what: string, statement: SQL]>([
  ["nothing", sql``],
  ["text alone", sql`select 1`],
  ["parameters of every kind", sql`select ${"a'b"}, ${1}, ${2n}, ${true}, ${null}, ${"$1"}`],
  ["the same parameter twice", sql`select ${"a"} where ${"a"} = ${"a"}`],
  ["a part that is left out", sql`select 1 ${undefined} where ${undefined}`],
  ["parts of parts", sql`select ${sql`1 + ${2}`}, ${sql.join([sql`${3}`, sql`4`], sql`, `)}`],
  ["raw text and names", sql`select ${sql.raw("now()")} as ${sql.identifier('a"b')}`],
  ["tables and columns", sql`select ${people.fullName}, ${chief.id} from ${people}, ${chief}`],
  ["a table of another schema", sql`select ${archived.id} from ${archived}`],
  ["a list", sql`select 1 where 1 in ${[1, 2, 3]} and ${"x"} in ${["y"]}`],
  ["an empty list", sql`select 1 where 1 in ${[]}`],
  [
    "conditions of drizzle",
    sql`select 1 where ${and(eq(people.id, "a"), inArray(people.id, ["b"]))} order by ${asc(people.id)} limit ${5}`,
  ],
  ["a parameter with an encoder", sql`select ${sql.param("a", people.id)}, ${"b"}`],
  [
    "a parameter that is written into the text",
    sql`select ${"a"}, ${sql`${"b'"}`.inlineParams()}, ${"c"}`,
  ],
  ["a name for a column", sql`select ${sql`1 + ${1}`.as("two")}, ${"b"}`],
  [
    "an enumeration and a view",
    sql`select ${"good"}::${mood} from ${named} where ${named.id} = ${"a"}`,
  ],
  [
    "a shape, a list of shapes, a row",
    sql`select ${parts}, ${listOf(parts, { from: sql`${people} where ${people.id} = ${"a"}` })}, ${rowsOf({ id: people.id }).of("page").id}`,
  ],
  ["an act", act(sql`a as (select ${1})`, sql`select ${2} from a`)],
])("%s is written as drizzle writes it", (_, statement) => {
  expectAsDrizzle(statement);
  // Once more, when names are known.
  expectAsDrizzle(sql`with ${statement} ${"after"}`);
});

test("any statement made of such pieces is written as drizzle writes it", () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined, people, people.id, chief.fullName, archived, parts),
    fc.string({ minLength: 1 }).map(sql.identifier),
    fc.string().map((text) => sql.raw(text)),
    fc.string().map((value) => eq(people.id, value)),
    fc.array(fc.integer()),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, tie("template"), tie("joined")),
    template: fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => sql`(${a} + ${b})`),
    joined: fc.array(tie("tree")).map((pieces) => sql.join(pieces as SQL[], sql`, `)),
  }));
  fc.assert(fc.property(tree, (piece) => expectAsDrizzle(sql`select ${piece}, ${"end"}`)));
});

test("a moment and an object have no one text, so they are refused", () => {
  expect(() => written(sql`select ${new Date(0)}`)).toThrow("cannot be of type object");
  expect(() => written(sql`select ${{ a: 1 }}`)).toThrow("cannot be of type object");
});
