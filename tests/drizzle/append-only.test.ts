import { eq, getTableName, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { beforeEach, describe, expect, test } from "vitest";
import {
  activities,
  apiUsage,
  auditEvents,
  deals,
  organizations,
  tokenUsage,
  usageHours,
  user,
} from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { databaseError } from "#lib/db/errors.ts";
import { testDatabase } from "../database.ts";
import { insertTenant, type Tenant } from "./schema/tenant.ts";

const database = testDatabase();
let tenant: Tenant;
beforeEach(async () => {
  tenant = await insertTenant(db());
});

// The owner of all tables, past pooler and gateway: there is nobody who may do more.
const db = () => database.on["postgres-js direct"];
const appendOnly = [apiUsage, usageHours, auditEvents, activities, tokenUsage];

async function refusal(statement: SQL): Promise<string | undefined> {
  try {
    await db().execute(statement);
  } catch (error) {
    const { code, constraint } = databaseError(error);
    return constraint ?? code;
  }
  return undefined;
}

const own = () => sql`organization_id = ${tenant.organizationId}::uuid`;

async function content(table: PgTable): Promise<unknown[]> {
  return rows(db(), sql`select * from ${table} where ${own()}`, (row) => row);
}

describe.each(appendOnly.map((table) => [getTableName(table), table] as const))(
  "%s",
  (_, table) => {
    const refused: [what: string, statement: () => SQL][] = [
      ["an update", () => sql`update ${table} set created_at = now() where ${own()}`],
      [
        "an update that changes nothing",
        () => sql`update ${table} set organization_id = organization_id`,
      ],
      ["a delete", () => sql`delete from ${table} where ${own()}`],
      ["a truncate", () => sql`truncate ${table}`],
      [
        "a merge",
        () => sql`merge into ${table} as old using (select 1) as new
        on old.organization_id = ${tenant.organizationId}::uuid when matched then delete`,
      ],
      [
        "a delete inside a larger statement",
        () =>
          sql`with gone as (delete from ${table} where ${own()} returning 1) select count(*) from gone`,
      ],
      ["a truncate of what it refers to", () => sql`truncate ${organizations} cascade`],
    ];

    test.each(refused)("refuses %s, and keeps what it holds", async (_what, statement) => {
      const before = await content(table);
      expect(before).toHaveLength(1);
      expect(await refusal(statement())).toBe("23001");
      expect(await content(table)).toEqual(before);
    });

    test("takes what is new", async () => {
      const columns = sql.join(
        (
          await rows(
            db(),
            sql`select column_name from information_schema.columns
          where table_name = ${getTableName(table)} and column_name not in ('id', 'hour')`,
            ({ column_name }) => String(column_name),
          )
        ).map((name) => sql.identifier(name)),
        sql`, `,
      );
      const hour = table === usageHours ? [sql`hour, `, sql`'2026-05-02', `] : [sql``, sql``];
      await db().execute(sql`insert into ${table} (${hour[0]}${columns})
      select ${hour[1]}${columns} from ${table} where ${own()}`);
      expect(await content(table)).toHaveLength(2);
    });
  },
);

test("a deal keeps its activities: neither it nor what it hangs on can be deleted", async () => {
  const { dealId, contactId, pipelineId } = tenant;
  expect(await refusal(sql`delete from deals where id = ${dealId}::uuid`)).toBe("activities_deal");
  expect(await refusal(sql`delete from contacts where id = ${contactId}::uuid`)).toBe(
    "activities_deal",
  );
  expect(await refusal(sql`delete from pipelines where id = ${pipelineId}::uuid`)).toBe(
    "deals_pipeline",
  );
  expect(await content(activities)).toHaveLength(1);
  expect(await db().$count(deals, eq(deals.id, dealId))).toBe(1);
});

test("moving the organization's id along is refused, so nothing is rewritten by a cascade", async () => {
  const { organizationId } = tenant;
  expect(
    await refusal(
      sql`update organizations set id = gen_random_uuid() where id = ${organizationId}::uuid`,
    ),
  ).toMatch(/organization/);
});

test("one statement erases a whole organization, and nothing of another", async () => {
  const other = await insertTenant(db());
  const tables = await rows(
    db(),
    sql`select conrelid::regclass::text as table_name from pg_constraint
      where contype = 'f' and confrelid = 'organizations'::regclass`,
    ({ table_name }) => String(table_name),
  );
  const counts = (organizationId: string) =>
    Promise.all(
      tables.map(async (table) => {
        const statement = sql`select count(*)::integer as count from ${sql.identifier(table)}
          where organization_id = ${organizationId}::uuid`;
        const [count] = await rows(db(), statement, (row) => Number(row.count));
        return [table, count] as const;
      }),
    );
  const before = await counts(other.organizationId);
  const empty = before.filter(([, count]) => count === 0).map(([table]) => table);
  expect(empty).toEqual([]);

  await db().delete(organizations).where(eq(organizations.id, tenant.organizationId));

  const left = (await counts(tenant.organizationId)).filter(([, count]) => count !== 0);
  expect(left).toEqual([]);
  expect(await counts(other.organizationId)).toEqual(before);
  expect(await db().$count(user, eq(user.id, tenant.userId))).toBe(1);
});

test("a person's calls of a model go with the person, and only with them", async () => {
  const [id] = [`alone_${tenant.userId}`];
  await db().insert(user).values({ id });
  await db()
    .insert(tokenUsage)
    .values({ organizationId: tenant.organizationId, userId: id, model: "m" });
  expect(await refusal(sql`delete from token_usage where user_id = ${id}`)).toBe("23001");
  await db().delete(user).where(eq(user.id, id));
  expect(await db().$count(tokenUsage, eq(tokenUsage.userId, id))).toBe(0);
  expect(await content(tokenUsage)).toHaveLength(1);
});
