import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { invitations, memberships, organizations } from "#drizzle/tables.ts";
import { memberSorts } from "#lib/organizations/lists/members.ts";
import { getMembers, memberQuery, membersPerPage } from "#lib/workspace/reads/get-members.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant, turnAll } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Adds members who are all called the same and joined at one moment. */
  const crowd = (organizationId: string, count: number) =>
    db().execute(sql`
      with people as (
        insert into "user" (id, name, email)
        select gen_random_uuid()::text, 'Twin', gen_random_uuid() || '@acme.test'
        from generate_series(1, ${count}::integer)
        returning id
      )
      insert into memberships (organization_id, user_id, role, created_at)
      select ${organizationId}::uuid, id, 'member', '2026-05-01T00:00:00Z' from people`);

  test("members see everybody by name, how many they are and how many fit", async () => {
    const { slug, owner, join, id } = await tenant(db());
    const member = await join("member", { name: "adam", email: `${slug}@acme.test` });
    const found = await getMembers(db(), member);
    expect(found).toMatchObject({
      frame: { organization: { id, slug }, role: "member" },
      memberCount: 2,
      matchCount: 2,
      seats: 3,
      planName: "Free",
      invitations: null,
      previous: undefined,
      next: undefined,
    });
    expect(found?.shown).toEqual([
      {
        id: expect.any(String),
        userId: member.userId,
        name: "adam",
        email: `${slug}@acme.test`,
        image: null,
        role: "member",
        joinedAt: expect.any(Date),
      },
      expect.objectContaining({ userId: owner.userId, role: "owner" }),
    ]);
  });

  test("strangers, former members and those of another organization find nothing", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    for (const scope of [
      await mine.join("admin", {}, { deletedAt: new Date() }),
      { userId: "nobody", slug: mine.slug },
      { userId: other.owner.userId, slug: mine.slug },
      { userId: mine.owner.userId, slug: "nowhere" },
    ]) {
      expect(await getMembers(db(), scope)).toBeNull();
    }
    await db()
      .update(organizations)
      .set({ deletedAt: new Date() })
      .where(eq(organizations.id, mine.id));
    expect(await getMembers(db(), mine.owner)).toBeNull();
  });

  test("a search finds what was typed in names and addresses, and means nothing else by it", async () => {
    const { owner, slug, join } = await tenant(db());
    await join("admin", { name: "Zoë 100%", email: `zoe_1@${slug}.test` });
    await join("member", { name: "back\\slash", email: `zoex1@${slug}.test` });
    await join("member", { name: "Quote '\" --", email: null });
    const search = async (text: string, role?: "admin") => {
      const found = await getMembers(db(), owner, memberQuery.parse({ search: text, role }));
      return { names: found?.shown.map(({ name }) => name), matches: found?.matchCount };
    };
    expect(await search("ZOË")).toEqual({ names: ["Zoë 100%"], matches: 1 });
    expect(await search("%")).toEqual({ names: ["Zoë 100%"], matches: 1 });
    expect(await search("zoe_1")).toEqual({ names: ["Zoë 100%"], matches: 1 });
    expect(await search("\\")).toEqual({ names: ["back\\slash"], matches: 1 });
    expect(await search("'\" --")).toEqual({ names: ["Quote '\" --"], matches: 1 });
    expect(await search("zoe", "admin")).toEqual({ names: ["Zoë 100%"], matches: 1 });
    expect(await search("no such")).toEqual({ names: [], matches: 0 });
    // What cannot be looked for is as if nothing was.
    expect((await search("a\u0000b")).matches).toBe(4);
    expect((await search(" ")).matches).toBe(4);
  });

  test("rubbish in the address is the first page of everybody, by name", async () => {
    const { owner } = await tenant(db());
    const query = memberQuery.parse({
      search: ["a", "b"],
      role: "king",
      sort: "name; drop table",
      after: "'",
      before: "x".repeat(5_000),
    });
    const found = await getMembers(db(), owner, query);
    expect(found?.shown).toHaveLength(1);
    const foreign = (await getMembers(db(), (await tenant(db())).owner))?.shown[0]?.id;
    for (const place of [{ after: crypto.randomUUID() }, { after: foreign }, { before: foreign }]) {
      expect(await getMembers(db(), owner, place)).toEqual(found);
    }
  });

  test("sorted in any way, page after page shows each of them once, and back again", async () => {
    const { id, owner, join } = await tenant(db());
    await join("admin", { name: "Ada" });
    await crowd(id, 2 * membersPerPage + 5);
    const count = 2 * membersPerPage + 7;
    for (const sort of memberSorts) {
      const all = await turnAll((after) => getMembers(db(), owner, { sort, after }));
      expect(all).toHaveLength(count);
      expect(new Set(all.map(({ id }) => id)).size).toBe(count);
      const last = await getMembers(db(), owner, { sort, after: all[2 * membersPerPage - 1]?.id });
      const back = await getMembers(db(), owner, { sort, before: last?.previous });
      expect(last?.next).toBeUndefined();
      expect(back?.shown).toEqual(all.slice(membersPerPage, 2 * membersPerPage));
      const first = await getMembers(db(), owner, { sort, before: back?.previous });
      expect(first).toMatchObject({ previous: undefined, shown: all.slice(0, membersPerPage) });
    }
    const byRole = await getMembers(db(), owner, { sort: "role" });
    expect(byRole?.shown.slice(0, 3).map(({ role }) => role)).toEqual(["owner", "admin", "member"]);
    const latest = await getMembers(db(), owner, { sort: "-joined" });
    expect(latest?.shown.slice(0, 2).map(({ name }) => name)).toEqual(["Ada", "Owner"]);
  });

  test("those who join or leave while somebody turns the pages shift nobody out of sight", async () => {
    const { id, owner, join } = await tenant(db());
    await crowd(id, 2 * membersPerPage + 5);
    const all = await turnAll((after) => getMembers(db(), owner, { after }));
    const seen = await turnAll(
      (after) => getMembers(db(), owner, { after }),
      async (page) => {
        await join("member", { name: `Aaron ${page}` });
        // The very one that the next page begins after.
        const last = all[(page + 1) * membersPerPage - 1];
        if (!last) return;
        await db()
          .update(memberships)
          .set({ deletedAt: new Date() })
          .where(eq(memberships.id, last.id));
      },
    );
    expect(seen.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  test("ten thousand members are counted, searched and paged to the last", async () => {
    const { id, owner, join } = await tenant(db());
    await crowd(id, 10_000);
    const needle = await join("admin", { name: "Zzz the last" });
    const found = await getMembers(db(), owner, { search: "zzz" });
    expect(found).toMatchObject({
      memberCount: 10_002,
      matchCount: 1,
      shown: [{ userId: needle.userId }],
    });
    const end = await getMembers(db(), owner, { before: found?.shown[0]?.id });
    expect(end?.shown).toHaveLength(membersPerPage);
    const last = await getMembers(db(), owner, { after: end?.shown.at(-1)?.id });
    expect(last).toMatchObject({ shown: [{ userId: needle.userId }], next: undefined });
  });

  test("a search of many finds the same as looking at each of them, in every order and role", async () => {
    const { id, owner, slug } = await tenant(db());
    // Every other one is called Even, every hundredth has a word of few, and the last ones one of theirs.
    await db().execute(sql`
      with people as (
        insert into "user" (id, name, email)
        select ${slug} || n, lpad((n * 7919 % 1300)::text, 4, '0')
          || case when n % 2 = 0 then ' Even' else ' Odd' end
          || case when n % 100 = 0 then ' Rare' else '' end
          || case when n * 7919 % 1300 > 1250 then ' Latest' else '' end,
          n || '@' || ${slug} || '.test'
        from generate_series(1, 1300) as n returning id
      )
      insert into memberships (organization_id, user_id, role, created_at)
      select ${id}::uuid, id, case when right(id, 1) = '3' then 'admin' else 'member' end,
        '2026-05-01'::timestamptz + ('x' || left(md5(id), 4))::bit(16)::integer * interval '1 minute'
      from people`);
    const all = await turnAll((after) => getMembers(db(), owner, { after }));
    for (const search of ["even", "RARE", "latest", "00 odd", "@", "no such"]) {
      for (const role of [undefined, "admin"] as const) {
        const expected = all.filter(
          (one) =>
            `${one.name} ${one.email}`.toLowerCase().includes(search.toLowerCase()) &&
            (!role || one.role === role),
        );
        for (const sort of ["name", "-joined", "role"] as const) {
          const found = await turnAll((after) =>
            getMembers(db(), owner, { search, role, sort, after }),
          );
          expect(new Set(found.map((one) => one.id)), `${search} ${sort}`).toEqual(
            new Set(expected.map((one) => one.id)),
          );
          expect(found).toHaveLength(expected.length);
          if (sort === "name") expect(found).toEqual(expected);
        }
        const { matchCount, previous, next } =
          (await getMembers(db(), owner, { search, role })) ?? {};
        expect(matchCount).toBe(previous || next ? null : expected.length);
      }
    }
  });

  test("owners and admins see the invitations that are open or have expired, newest first", async () => {
    const { id, owner, join } = await tenant(db());
    const invite = (email: string, rest: Partial<typeof invitations.$inferInsert>) => ({
      organizationId: id,
      email,
      expiresAt: new Date(Date.now() + 86_400_000),
      ...rest,
    });
    await db()
      .insert(invitations)
      .values([
        invite("old@acme.test", {
          createdAt: new Date("2026-01-01"),
          expiresAt: new Date("2026-01-08"),
        }),
        invite("new@acme.test", { invitedBy: owner.userId, role: "admin" }),
        invite("in@acme.test", { acceptedAt: new Date() }),
        invite("out@acme.test", { revokedAt: new Date() }),
      ]);
    for (const scope of [owner, await join("admin")]) {
      const found = await getMembers(db(), scope);
      expect(found?.invitations).toMatchObject([
        { email: "new@acme.test", role: "admin", invitedBy: "Owner", hasExpired: false },
        { email: "old@acme.test", role: "member", invitedBy: null, hasExpired: true },
      ]);
      expect(found?.invitations?.[0]?.expiresAt).toBeInstanceOf(Date);
    }
  });
});
