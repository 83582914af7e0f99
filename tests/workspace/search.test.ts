import { describe, expect, test, vi } from "vitest";
import { apiKeys, invitations } from "#drizzle/tables.ts";
import type { Database } from "#lib/db/database.ts";
import { getSearch, shownOnPage } from "#lib/workspace/reads/get-search.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant } from "./tenant.ts";

const database = testDatabase();
const soon = new Date(Date.now() + 86_400_000);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** An organization where everything has the same word in it. */
  async function lighthouse() {
    const made = await tenant(db());
    const member = await made.join("member", { name: "Mara Lighthouse" });
    const email = `keeper-${crypto.randomUUID()}@lighthouse.test`;
    const invited = { organizationId: made.id, role: "member", expiresAt: soon } as const;
    await db()
      .insert(invitations)
      .values([
        { ...invited, email },
        { ...invited, email: `gone-${email}`, revokedAt: new Date() },
      ]);
    const key = { organizationId: made.id, prefix: "pn_live_abc123", createdBy: made.owner.userId };
    const hash = () => crypto.randomUUID().replaceAll("-", "").repeat(2);
    await db()
      .insert(apiKeys)
      .values([
        { ...key, name: "Lighthouse sync", keyHash: hash() },
        { ...key, name: "Old lighthouse", keyHash: hash(), revokedAt: new Date() },
      ]);
    return { ...made, member, email };
  }

  const find = async (scope: { userId: string; slug: string }, words: string) =>
    (await getSearch(db(), scope, words))?.groups.map(({ label, hits }) => ({
      [label]: hits.map(({ title, path }) => ({ title, path })),
    }));

  test("owners find members, open invitations and live keys, by a part of the word", async () => {
    const { owner, member, email } = await lighthouse();
    expect(await find(owner, "IGHTHOUS")).toEqual([
      { Members: [{ title: "Mara Lighthouse", path: `/members/${member.userId}` }] },
      { Invitations: [{ title: email, path: "/members" }] },
      { "API keys": [{ title: "Lighthouse sync", path: "/settings/api-keys" }] },
    ]);
  });

  test("members find members, and nothing that their role may not see", async () => {
    const { member } = await lighthouse();
    expect(await find(member, "lighthouse")).toEqual([
      { Members: [{ title: "Mara Lighthouse", path: `/members/${member.userId}` }] },
    ]);
  });

  test("nobody finds anything of another organization, or of one that they left", async () => {
    const { slug, id, join } = await lighthouse();
    const other = await tenant(db());
    expect(await find(other.owner, "lighthouse")).toEqual([]);
    expect(await find({ userId: other.owner.userId, slug }, "lighthouse")).toBeUndefined();
    const former = await join("admin", {}, { deletedAt: new Date() });
    expect(await find(former, "lighthouse")).toBeUndefined();
    expect(id).not.toBe(other.id);
  });

  test("signs that are patterns elsewhere mean themselves", async () => {
    const { owner, join } = await lighthouse();
    await join("member", { name: "100% _Sure_" });
    expect(await find(owner, "%")).toEqual([
      { Members: [expect.objectContaining({ title: "100% _Sure_" })] },
    ]);
    expect(await find(owner, "0% _S")).toHaveLength(1);
    expect(await find(owner, "\\")).toEqual([]);
    expect(await find(owner, "' or true --")).toEqual([]);
  });

  test("names that begin with the words come first", async () => {
    const { owner, join } = await tenant(db());
    for (const name of ["Anna Bell", "Zoe Annan", "Annabel"]) await join("member", { name });
    const [found] = (await find(owner, "ann")) ?? [];
    expect(found?.Members?.map(({ title }) => title)).toEqual([
      "Anna Bell",
      "Annabel",
      "Zoe Annan",
    ]);
  });

  test("all of it is one statement", async () => {
    const { owner } = await lighthouse();
    const sent = vi.fn();
    const watched: Database = {
      execute(statement) {
        sent();
        return db().execute(statement);
      },
    };
    await getSearch(watched, owner, "lighthouse");
    expect(sent).toHaveBeenCalledTimes(1);
  });
});

test("what is more than a page shows is said", async () => {
  const db = database.on["postgres-js direct"];
  const { owner, join } = await tenant(db);
  for (let at = 0; at <= shownOnPage; at++) await join("member", { name: `Twin ${at}` });
  const found = await getSearch(db, owner, "twin");
  expect(found?.groups).toMatchObject([{ label: "Members", hasMore: true }]);
  expect(found?.groups[0]?.hits).toHaveLength(shownOnPage);
});
