import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { plans } from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { errorCode } from "#lib/db/errors.ts";
import { leanDatabase } from "#lib/db/lean.ts";
import { testDatabase } from "../database.ts";
import { unsteadyLine } from "./unsteady.ts";

const database = testDatabase();

const lean = (url = database.read) => leanDatabase(url, { attempts: 2, timeout: 500 });
const asIs = (row: Record<string, unknown>) => row;

test("the lean client reads JSON as such, and everything else as Postgres writes it", async () => {
  const statement = sql`select ${7}::integer + 1 as sum, ${"a'b\\"}::text as text, ${true}::boolean as yes,
    ${null}::text as nothing, ${'{"a":[1,null]}'}::jsonb as document, null::json as no_document,
    (select ${plans.name} from ${plans} where ${plans.slug} = ${"pro"}) as plan`;
  expect(await rows(lean(), statement, asIs)).toEqual([
    {
      sum: "8",
      text: "a'b\\",
      yes: "t",
      nothing: null,
      document: { a: [1, null] },
      no_document: null,
      plan: "Pro",
    },
  ]);
  expect(await rows(lean(), sql`select 1 where false`, asIs)).toEqual([]);
});

test("what Postgres refuses is refused with its code", async () => {
  const refused = await Promise.resolve(lean().execute(sql`select 1 / 0`)).catch(errorCode);
  expect(refused).toBe("22012");
  await expect(lean().execute(sql`select ${{ a: 1 }}::jsonb`)).rejects.toThrow(TypeError);
});

test("a read that meets what may pass is sent once more", async () => {
  const { url, statements } = await unsteadyLine(database.read, 503);
  expect(await rows(lean(url), sql`select 1 as one`, asIs)).toEqual([{ one: "1" }]);
  expect(statements).toHaveLength(2);
});
