import { expect, test } from "vitest";
import { migrate } from "#drizzle/migrate.ts";
import { client, emptyDatabase, folderBefore } from "./migrating.ts";

test("rows of usage from before they carried calls and sums of keys get them, and the next go on", async () => {
  const { direct } = await emptyDatabase();
  await migrate(direct, folderBefore("_usage_sums"));
  const sql = client(direct);
  const [acme, other] = [crypto.randomUUID(), crypto.randomUUID()];
  await sql`insert into organizations (id, slug, name) values (${acme}, 'acme', 'Acme'), (${other}, 'other', 'Other')`;
  const use = (id: string, key: string | null, credits: number) =>
    sql`select spend_credits(${id}::uuid, ${credits}::bigint, ${key}::text)`;
  await use(acme, null, 1);
  await use(acme, "a", 2);
  await use(other, "a", 4);
  await use(acme, "b", 8);
  await use(acme, "a", 16);
  await migrate(direct);
  await use(acme, "b", 32);
  const rows = await sql`
    select credits_used::integer as credits, total_calls::integer as calls,
      key_used::integer as of_key, key_calls::integer as calls_of_key
    from api_usage order by organization_id = ${other}, created_at`;
  expect(rows.map((row) => Object.values(row))).toEqual([
    [1, 1, 0, 0],
    [2, 2, 2, 1],
    [8, 3, 8, 1],
    [16, 4, 18, 2],
    [32, 5, 40, 2],
    [4, 1, 4, 1],
  ]);
});
