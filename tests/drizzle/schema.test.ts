import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { rows } from "#lib/db/database.ts";
import { databaseError } from "#lib/db/errors.ts";
import { testDatabase } from "../database.ts";
import { recipes, tenantTables } from "./schema/recipes.ts";
import { insertTenant, type Tenant } from "./schema/tenant.ts";

const database = testDatabase();

const db = () => database.on["postgres-js direct"];
const lines = (statement: SQL) => rows(db(), statement, ({ line }) => String(line));

/** A table as Postgres has it, in the words of `recipes`. */
function describeTable(table: string): Promise<string[]> {
  const name = sql`quote_ident(${table})::regclass`;
  return lines(sql`
    select attname || ' ' || format_type(atttypid, atttypmod)
      || case when attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = ${name} and attnum > 0 and not attisdropped
    union all
    select regexp_replace(pg_get_constraintdef(oid), '^CHECK \\(\\((.*)\\)\\)$', 'CHECK (\\1)')
    from pg_constraint where conrelid = ${name}
    union all
    select 'INDEX ' || substring(pg_get_indexdef(indexrelid) from '\\(.*$')
    from pg_index where indrelid = ${name} and not indisunique`);
}

test.each(Object.entries(recipes))("%s has what its recipe says", async (table, recipe) => {
  const expected = recipe.trim().split(/\n\s*/);
  const actual = await describeTable(table);
  expect(expected.filter((line) => !actual.includes(line))).toEqual([]);
});

test.each(tenantTables)("%s belongs to an organization, and goes with it", async (table) => {
  expect(await describeTable(table)).toEqual(
    expect.arrayContaining([
      "id uuid not null default gen_random_uuid()",
      "organization_id uuid not null",
      "PRIMARY KEY (id)",
      "FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE",
    ]),
  );
});

test("a reference inside an organization names the organization, on both sides", async () => {
  const loose = await lines(sql`
    with tenant as (
      select attrelid from pg_attribute where attname = 'organization_id' and not attisdropped
    )
    select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
    where contype = 'f' and conrelid in (table tenant) and confrelid in (table tenant)
      and pg_get_constraintdef(oid) not like
        'FOREIGN KEY (organization_id, %) REFERENCES %(organization_id, %)%'`);
  expect(loose).toEqual([]);
});

test("every column that names an organization is bound to one, but for the inbox", async () => {
  const loose = await lines(sql`
    select attrelid::regclass::text as line from pg_attribute
    join pg_class on pg_class.oid = attrelid and relkind = 'r'
    where attname = 'organization_id' and relnamespace = 'public'::regnamespace
      and not exists (
        select from pg_constraint where contype = 'f' and conrelid = attrelid
          and confrelid = 'organizations'::regclass and conkey = array[attnum])`);
  expect(loose).toEqual(["webhook_events"]);
});

describe("a row cannot point into another organization", () => {
  let own: Tenant;
  let other: Tenant;
  beforeAll(async () => {
    own = await insertTenant(db());
    other = await insertTenant(db());
  });

  test.each<[table: string, column: string, key: keyof Tenant, constraint: string]>([
    ["contacts", "company_id", "companyId", "contacts_company"],
    ["deals", "contact_id", "contactId", "deals_contact"],
    ["deals", "pipeline_id", "pipelineId", "deals_pipeline"],
    ["campaigns", "list_id", "listId", "campaigns_list"],
    ["campaign_sends", "campaign_id", "campaignId", "campaign_sends_campaign"],
    ["campaign_sends", "subscriber_id", "subscriberId", "campaign_sends_subscriber"],
    ["list_subscriptions", "list_id", "listId", "list_subscriptions_list"],
    ["list_subscriptions", "subscriber_id", "subscriberId", "list_subscriptions_subscriber"],
  ])("by update, %s.%s", async (table, column, key, constraint) => {
    const update = sql`update ${sql.identifier(table)}
      set ${sql.identifier(column)} = ${other[key]}::uuid
      where organization_id = ${own.organizationId}::uuid`;
    const error = await Promise.resolve(db().execute(update)).catch((thrown: unknown) => thrown);
    expect(databaseError(error)).toEqual({ code: "23503", constraint });
  });

  test("by insert, an activity on another's deal", async () => {
    const insert = sql`insert into activities (organization_id, deal_id, actor_id)
      values (${own.organizationId}::uuid, ${other.dealId}::uuid, ${own.userId})`;
    const error = await Promise.resolve(db().execute(insert)).catch((thrown: unknown) => thrown);
    expect(databaseError(error)).toEqual({ code: "23503", constraint: "activities_deal" });
  });

  test("by moving it, with what hangs on it, to another organization", async () => {
    const move = sql`update deals set organization_id = ${other.organizationId}::uuid
      where id = ${own.dealId}::uuid`;
    const error = await Promise.resolve(db().execute(move)).catch((thrown: unknown) => thrown);
    expect(databaseError(error).code).toBe("23503");
  });
});

test("deleting a company keeps its contacts, who then have none", async () => {
  const { organizationId, companyId, contactId } = await insertTenant(db());
  const contact = () =>
    rows(db(), sql`select * from contacts where id = ${contactId}::uuid`, (row) => row);
  const [before] = await contact();
  await db().execute(sql`delete from companies where id = ${companyId}::uuid`);
  expect(await contact()).toEqual([
    { ...before, organization_id: organizationId, company_id: null },
  ]);
});

test("a person's row cannot go and take the team's records along", async () => {
  const { userId, organizationId } = await insertTenant(db());
  const gone = Promise.resolve(db().execute(sql`delete from "user" where id = ${userId}`));
  expect(databaseError(await gone.catch((thrown: unknown) => thrown)).code).toBe("23503");
  const [left] = await rows(
    db(),
    sql`select ${sql.join(
      ["contacts", "deals", "activities", "subscribers", "lists"].map(
        (table) =>
          sql`(select count(*) from ${sql.identifier(table)} where organization_id = ${organizationId}::uuid)`,
      ),
      sql` + `,
    )} as count`,
    ({ count }) => Number(count),
  );
  expect(left).toBe(5);
});
