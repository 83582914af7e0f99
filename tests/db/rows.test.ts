import { sql } from "drizzle-orm";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type Database, rows } from "#lib/db/database.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

describe.each(drivers)("a raw statement on %s", (driver) => {
  const db = () => database.on[driver];
  const asIs = (row: Record<string, unknown>) => row;

  test("gives text, uuid, integer, boolean, text[], jsonb and null as they are", async () => {
    const id = crypto.randomUUID();
    const statement = sql`select
      'ünï''"\\' || ${"\n$1"}::text as text,
      ${id}::uuid as uuid,
      ${7}::integer as integer,
      ${true}::boolean as boolean,
      array['a"b', 'c\\d', 'NULL', null, ''] as list,
      '{}'::text[] as empty,
      jsonb_build_object('n', 1.5, 'list', jsonb_build_array(null, true)) as document,
      ${null}::text as nothing`;
    expect(await rows(db(), statement, asIs)).toEqual([
      {
        text: `ünï'"\\\n$1`,
        uuid: id,
        integer: 7,
        boolean: true,
        list: ['a"b', "c\\d", "NULL", null, ""],
        empty: [],
        document: { n: 1.5, list: [null, true] },
        nothing: null,
      },
    ]);
  });

  test("gives bigint as text, and a moment as text when it is cast to it", async () => {
    const statement = sql`select
      9007199254740993::bigint as big, count(*) as counted,
      ('2026-05-01T00:00:00.123456Z'::timestamptz)::text as moment from generate_series(1, 3)`;
    expect(await rows(db(), statement, asIs)).toEqual([
      { big: "9007199254740993", counted: "3", moment: "2026-05-01 00:00:00.123456+00" },
    ]);
  });

  test("gives the rows of a write that returns them, in order, and none of one that does not", async () => {
    const slug = crypto.randomUUID();
    const insert = sql`insert into organizations (slug, name)
      select ${slug}::text || number, 'A' from generate_series(1, 3) as number`;
    const returned = await rows(db(), sql`${insert} returning slug`, ({ slug }) => slug);
    expect(returned).toEqual([`${slug}1`, `${slug}2`, `${slug}3`]);
    expect(await rows(db(), sql`delete from organizations where false`, asIs)).toEqual([]);
    expect(await rows(db(), sql`select where false`, asIs)).toEqual([]);
  });

  test("takes a moment as an ISO string and jsonb as JSON, with casts", async () => {
    const at = new Date("2026-05-01T00:00:00.123Z");
    const statement = sql`select
      ${at.toISOString()}::timestamptz = '2026-05-01 00:00:00.123+00' as moment,
      ${JSON.stringify({ a: ["b"] })}::jsonb #>> '{a,0}' as document`;
    expect(await rows(db(), statement, asIs)).toEqual([{ moment: true, document: "b" }]);
  });

  test("fails with what the parser of its rows says", async () => {
    const refuse = () => {
      throw new TypeError("Not a person");
    };
    await expect(rows(db(), sql`select 1`, refuse)).rejects.toThrow("Not a person");
  });
});

test("something that is no driver is told apart from no rows", async () => {
  const db = { ...database.on["neon-http"], execute: async () => ({ count: 0 }) };
  await expect(rows(db, sql`select 1`, String)).rejects.toThrow("neither an array nor an object");
});

test("what domain functions take sends statements, and nothing else", () => {
  expectTypeOf<keyof Database>().toEqualTypeOf<"execute">();
  expectTypeOf<DrizzleDatabase>().toExtend<Database>();
});
