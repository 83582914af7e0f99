import { globSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { rows } from "#lib/db/database.ts";
import { projectFolder } from "../build/sources.ts";
import { testDatabase } from "../database.ts";

const database = testDatabase();

const db = () => database.on["postgres-js direct"];

/** What the files say, those before which others cannot be made first. */
const texts = globSync("lib/**/*.sql", { cwd: projectFolder })
  .toSorted((a, b) => Number(b.startsWith("lib/db/")) - Number(a.startsWith("lib/db/")))
  .map((file) => readFileSync(`${projectFolder}/${file}`, "utf8"));

const definition = z.object({ name: z.string(), text: z.string() });

/** Functions of extensions, such as pg_trgm, are not. */
const isOurs = sql`not exists (
  select from pg_depend
  where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e'
)`;

/** Every function, trigger, view and composite type that a migration made, by its name. */
async function definitions(): Promise<Record<string, string>> {
  const found = await rows(
    db(),
    sql`
    select 'function ' || oid::regprocedure::text as name, pg_get_functiondef(oid) as text
    from pg_proc where pronamespace = 'public'::regnamespace and ${isOurs}
    union all
    select 'trigger ' || tgname || ' on ' || tgrelid::regclass, pg_get_triggerdef(oid)
    from pg_trigger where not tgisinternal
    union all
    select 'view ' || oid::regclass::text, pg_get_viewdef(oid)
    from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
    union all
    select 'type ' || relname, string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'c' and relnamespace = 'public'::regnamespace and not attisdropped
    group by relname
    order by 1`,
    (row) => definition.parse(row),
  );
  return Object.fromEntries(found.map(({ name, text }) => [name, text]));
}

/** Drops everything that `definitions` finds. Triggers go with their functions. */
const dropAll = sql`do $$
  declare drop text;
  begin
    foreach drop in array (
      select array_agg(format('drop %s if exists %s cascade', kind, name)) from (
        select 'function' as kind, oid::regprocedure::text as name
        from pg_proc where pronamespace = 'public'::regnamespace and ${isOurs}
        union all
        select case relkind when 'v' then 'view' else 'type' end, oid::regclass::text
        from pg_class where relkind in ('v', 'c') and relnamespace = 'public'::regnamespace
      ) as found
    )
    loop execute drop; end loop;
  end;
$$`;

test("the functions, triggers and views of the database are those that stand in the rooms", async () => {
  const migrated = await definitions();
  await db().execute(dropAll);
  expect(await definitions()).toEqual({});
  // A function in SQL may call one that a later file makes.
  const statements = ["set check_function_bodies = off;", ...texts].join("\n");
  await db().execute(sql.raw(statements));
  expect(await definitions()).toEqual(migrated);
});
