import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, test } from "vitest";
import { rows } from "#lib/db/database.ts";
import { drivers, testDatabase } from "../database.ts";

const mood = pgEnum("mood", ["glad", "so, so"]);
const columns = {
  texts: text().array(),
  words: varchar({ length: 20 }).array(),
  table: text().array().array(),
  flags: boolean().array(),
  small: smallint().array(),
  numbers: integer().array(),
  matrix: integer().array().array(),
  large: bigint({ mode: "number" }).array(),
  floats: doublePrecision().array(),
  exact: numeric().array(),
  ids: uuid().array(),
  moments: timestamp({ withTimezone: true }).array(),
  days: date().array(),
  documents: jsonb().array(),
  moods: mood().array(),
};
const lists = pgTable("lists", columns);

const database = testDatabase({ empty: true });
beforeAll(async () => {
  const db = database.on["postgres-js direct"];
  await db.execute(sql`create type mood as enum ('glad', 'so, so')`);
  await db.execute(sql`create table lists (
    texts text[], words varchar(20)[], "table" text[][], flags boolean[], small smallint[],
    numbers integer[], matrix integer[][], large bigint[], floats double precision[],
    exact numeric[], ids uuid[], moments timestamptz[], days date[], documents jsonb[],
    moods mood[])`);
});

const id = "3f0b6c1e-0000-4000-8000-0123456789ab";

/** A value in SQL, and what it is here. */
const literals: [sql: string, value: unknown][] = [
  [
    `'{{"1",""},{"3","\\\\a"}}'::text[][]`,
    [
      ["1", ""],
      ["3", "\\a"],
    ],
  ],
  [`'{}'::text[]`, []],
  [`'{""}'::text[]`, [""]],
  [`'{NULL,"NULL",null,nul}'::text[]`, [null, "NULL", null, "nul"]],
  [
    `array['a"b', 'c,d', '{e}', 'f\\g', ' ', '''', '日本', e'\\n\\t']`,
    ['a"b', "c,d", "{e}", "f\\g", " ", "'", "日本", "\n\t"],
  ],
  [
    `array['"', '\\', '\\\\', '"\\"', '{', '}', '},{']`,
    ['"', "\\", "\\\\", '"\\"', "{", "}", "},{"],
  ],
  [`'[0:1]={a,b}'::text[]`, ["a", "b"]],
  [
    `'[-1:0][2:3]={{1,2},{3,4}}'::integer[]`,
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [`array['[0:1]={a,b}', '=']`, ["[0:1]={a,b}", "="]],
  [
    `'{{{a,b},{c,d}},{{e,f},{g,NULL}}}'::text[]`,
    [
      [
        ["a", "b"],
        ["c", "d"],
      ],
      [
        ["e", "f"],
        ["g", null],
      ],
    ],
  ],
  [
    `'{{a,NULL},{"","x y"}}'::varchar[]`,
    [
      ["a", null],
      ["", "x y"],
    ],
  ],
  [`array['ab', 'c']::char(2)[]`, ["ab", "c "]],
  [`array[true, false, null]`, [true, false, null]],
  [`array[array[true], array[false]]`, [[true], [false]]],
  [`'{1,-2,NULL}'::smallint[]`, [1, -2, null]],
  [
    `'{{1,2},{3,4}}'::integer[]`,
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [`'{9007199254740993,-1,NULL}'::bigint[]`, ["9007199254740993", "-1", null]],
  [`'{0.5,-1e30,NULL}'::double precision[]`, [0.5, -1e30, null]],
  [`'{0.5,NULL}'::real[]`, [0.5, null]],
  [`array['${id}', null]::uuid[]`, [id, null]],
  [
    `array['{"a": ["b,c", "\\""]}', '[1]', 'null', null]::jsonb[]`,
    [{ a: ["b,c", '"'] }, [1], null, null],
  ],
  [`array['{"a":"}"}']::json[]`, [{ a: "}" }]],
  [`array['\\x00ff', null]::bytea[]`, [Buffer.from([0, 255]), null]],
  [`null::text[]`, null],
];

const row: Required<typeof lists.$inferInsert> = {
  texts: ["", "NULL", 'a"b', "c,d", "{e}", "f\\g", "\\"],
  words: ["two words", ""],
  table: [
    ["1", ""],
    ["3", "\\a"],
  ],
  flags: [true, false],
  small: [-1, 2],
  numbers: [0, 2 ** 31 - 1],
  matrix: [
    [1, 2],
    [3, 4],
  ],
  large: [Number.MAX_SAFE_INTEGER, -1],
  floats: [0.5, -1e30],
  exact: ["0.10", "12345678901234567890.5"],
  ids: [id],
  moments: [new Date("2026-05-01T00:00:00.123Z")],
  days: ["2026-05-01"],
  documents: [{ a: ['"', "}"] }, [1, "two"]],
  moods: ["so, so", "glad"],
};

describe.each(drivers)("an array on %s", (driver) => {
  const db = () => database.on[driver];

  test.each(literals)("arrives as it is in Postgres: %s", async (literal, value) => {
    const statement = sql`select ${sql.raw(literal)} as value`;
    expect(await rows(db(), statement, ({ value }) => value)).toEqual([value]);
  });

  test("of a typed column comes back as it was written", async () => {
    expect(await db().insert(lists).values(row).returning()).toEqual([row]);
    expect(await db().select().from(lists).limit(1)).toEqual([row]);
    const empty = Object.fromEntries(Object.keys(columns).map((name) => [name, []]));
    expect(await db().insert(lists).values(empty).returning()).toEqual([empty]);
    const nothing = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
    expect(await db().insert(lists).values(nothing).returning()).toEqual([nothing]);
  });
});

/** Types without a reader of their own in the drivers: what arrives need only be the same. */
const others = [
  "'{1.50,NULL}'::numeric[]",
  "array['2026-05-01T00:00:00Z']::timestamptz[]",
  "array['2026-05-01 00:00:00']::timestamp[]",
  "array['2026-05-01']::date[]",
  "array['1 day 02:00:00']::interval[]",
  "array['12:30:00']::time[]",
  "array['127.0.0.1']::inet[]",
  "array['10.0.0.0/8']::cidr[]",
  "array['(1,2)']::point[]",
  "array['[1,3)']::int4range[]",
  "array['a']::name[]",
  "array['a']::word[]",
  "array['glad', 'so, so']::mood[]",
  "array[1]::oid[]",
  "array['12.50']::money[]",
  "array['a b']::tsvector[]",
  "array['101']::bit(3)[]",
  "array['pg_class']::regclass[]",
  "array[row(1, 'a,b')]",
  "'1 2'::int2vector",
];

test.each(others)("%s arrives the same on every driver", async (literal) => {
  const domain = sql`create domain word as text`;
  await Promise.resolve(database.on["postgres-js direct"].execute(domain)).catch(() => {});
  const statement = sql`select ${sql.raw(literal)} as value`;
  const values = await Promise.all(
    drivers.map((driver) => rows(database.on[driver], statement, ({ value }) => value)),
  );
  expect(values[1]).toEqual(values[0]);
  expect(values[2]).toEqual(values[0]);
});
