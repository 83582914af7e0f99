import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEvents, organizationSlugs, organizations } from "#drizzle/tables.ts";
import { changeOrganizationSlug } from "#lib/organizations/change-slug.ts";
import { foundOrganization } from "#lib/organizations/create-organization.ts";
import { deleteOrganization } from "#lib/organizations/delete.ts";
import { leaveOrganization } from "#lib/organizations/leave.ts";
import { changeRole, removeMember } from "#lib/organizations/manage-member.ts";
import { renameOrganization } from "#lib/organizations/rename.ts";
import { restoreOrganization } from "#lib/organizations/restore.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, mailTo, person, tally, team } from "./team.ts";

const database = testDatabase();

const newSlug = () => `s-${crypto.randomUUID()}`;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  async function founder() {
    const { id } = await person(db());
    const found = (input: { id?: string; name?: string; slug?: string }) =>
      foundOrganization(
        db(),
        { userId: id, ipAddress: null, userAgent: null },
        { id: crypto.randomUUID(), name: "A new team", ...input },
      );
    return { id, found };
  }

  test("whoever makes an organization owns it, and the same form again finds it", async () => {
    const { id: userId, found } = await founder();
    const input = { id: crypto.randomUUID(), name: "Lamps & Co", slug: newSlug() };
    const { slug } = input;
    const posts = Array.from({ length: 10 }, () => found(input));
    expect(tally(await Promise.all(posts))).toEqual({ done: 1, unchanged: 9 });
    expect(await found({ ...input, slug: "" })).toEqual({ outcome: "unchanged", slug });
    expect((await found({ ...input, name: "Else" })).outcome).toBe("id_reused");
    expect((await found({ ...input, slug: newSlug() })).outcome).toBe("id_reused");
    const other = await founder();
    expect((await other.found(input)).outcome).toBe("id_reused");
    const events = await db()
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.organizationId, input.id));
    expect(events).toMatchObject([
      {
        action: "organization.created",
        actorId: userId,
        metadata: { name: "Lamps & Co", slug },
      },
    ]);
  });

  test("a slug made of a name gets a random end when it is taken; one that was typed is refused", async () => {
    const name = `Zoë’s ${driver} team`;
    const plain = `zoes-${driver.replace(" ", "-")}-team`;
    const { found } = await founder();
    const slugs = (await Promise.all(Array.from({ length: 5 }, () => found({ name })))).map(
      ({ slug }) => slug,
    );
    expect(new Set(slugs).size).toBe(5);
    expect(slugs).toContain(plain);
    for (const slug of slugs) expect(slug.replace(/-[0-9a-f]{8}$/, "")).toBe(plain);
    expect((await found({ slug: plain })).outcome).toBe("slug_taken");
  });

  test("one of many who want a slug at once gets it, and the others are told", async () => {
    const slug = newSlug();
    const acme = await team(db());
    const founders = await Promise.all(Array.from({ length: 5 }, founder));
    const acted = await Promise.all([
      ...founders.map(({ found }) => found({ slug })),
      changeOrganizationSlug(db(), acme.owner, { slug }),
    ]);
    expect(tally(acted)).toEqual({ done: 1, slug_taken: 5 });
  });

  test("a former slug leads to its organization and to no other", async () => {
    const acme = await team(db());
    const slug = newSlug();
    const { owner } = acme;
    expect(await changeOrganizationSlug(db(), owner, { slug })).toEqual({ outcome: "done", slug });
    expect(await changeOrganizationSlug(db(), owner, { slug })).toEqual({
      outcome: "unchanged",
      slug,
    });
    expect(await renameOrganization(db(), owner, { name: "By its old address" })).toEqual({
      outcome: "done",
      slug,
    });
    const { found } = await founder();
    expect((await found({ slug: acme.slug })).outcome).toBe("slug_taken");
    const other = await team(db());
    expect((await changeOrganizationSlug(db(), other.owner, acme)).outcome).toBe("slug_taken");
    expect(await changeOrganizationSlug(db(), owner, acme)).toEqual({
      outcome: "done",
      slug: acme.slug,
    });
    expect((await changeOrganizationSlug(db(), other.owner, { slug })).outcome).toBe("slug_taken");
    const kept = await db()
      .select({ slug: organizationSlugs.slug })
      .from(organizationSlugs)
      .where(eq(organizationSlugs.organizationId, acme.id));
    expect(kept.map((row) => row.slug).toSorted()).toEqual([acme.slug, slug].toSorted());
    expect(await acme.acts()).toEqual([
      "organization.moved",
      "organization.moved",
      "organization.renamed",
    ]);
  });

  test("who gives a slug up keeps it, though somebody takes it at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const acme = await team(db());
      const { found } = await founder();
      const [, taken] = await Promise.all([
        changeOrganizationSlug(db(), acme.owner, { slug: newSlug() }),
        found({ slug: acme.slug }),
      ]);
      expect(taken.outcome).toBe("slug_taken");
    }
  });

  test("a name is changed once, and the same name records nothing", async () => {
    const acme = await team(db());
    const rename = (name: string) => renameOrganization(db(), acme.owner, { name });
    expect((await rename("A team")).outcome).toBe("unchanged");
    expect((await rename("Another")).outcome).toBe("done");
    expect((await acme.row())?.name).toBe("Another");
    expect(await acme.events()).toMatchObject([
      { action: "organization.renamed", metadata: { from: "A team", to: "Another" } },
    ]);
  });

  test("an owner deletes by typing the name, every owner hears of it, and an owner takes it back", async () => {
    const acme = await team(db());
    const other = await person(db());
    await acme.join("owner", other.id);
    const admin = await acme.join("admin");
    const remove = (name: string) => deleteOrganization(db(), acme.owner, { name, appUrl });
    expect((await remove("a team")).outcome).toBe("name_mismatch");
    expect(tally(await Promise.all(Array.from({ length: 5 }, () => remove("A team"))))).toEqual({
      done: 1,
      unchanged: 4,
    });
    expect(await mailTo(db(), other.email)).toMatchObject([
      { template: "organization-deleted", link: `${appUrl}/organizations` },
    ]);
    const { deletedAt, purgeAfter } = (await acme.row()) ?? {};
    expect(Number(purgeAfter) - Number(deletedAt)).toBe(7 * 24 * 3_600_000);
    expect((await renameOrganization(db(), acme.owner, { name: "Gone" })).outcome).toBe(
      "not_found",
    );
    for (const who of [admin, await acme.outsider()]) {
      expect((await restoreOrganization(db(), who)).outcome).toBe("not_found");
    }
    const { slug } = acme;
    const back = () => restoreOrganization(db(), acme.as(other.id));
    expect(await back()).toEqual({ outcome: "done", slug });
    expect(await back()).toEqual({ outcome: "unchanged", slug });
    expect(await acme.row()).toMatchObject({ deletedAt: null, purgeAfter: null });
    expect(await acme.acts()).toEqual(["organization.deleted", "organization.restored"]);
  });

  test("what Clerk deleted, and what is overdue, is not taken back", async () => {
    const acme = await team(db());
    await deleteOrganization(db(), acme.owner, { name: "A team", appUrl });
    await db()
      .update(organizations)
      .set({ purgeAfter: sql`now()` })
      .where(eq(organizations.id, acme.id));
    expect((await restoreOrganization(db(), acme.owner)).outcome).toBe("too_late");
    const clerks = await team(db(), { managedBy: "clerk" });
    await db()
      .update(organizations)
      .set({ deletedAt: sql`now()` })
      .where(eq(organizations.id, clerks.id));
    expect((await restoreOrganization(db(), clerks.owner)).outcome).toBe("not_found");
  });

  test("what Clerk owns is changed in Clerk", async () => {
    const acme = await team(db(), { managedBy: "clerk" });
    const { userId } = await acme.join("member");
    const { owner } = acme;
    const acted = await Promise.all([
      renameOrganization(db(), owner, { name: "Mine" }),
      changeOrganizationSlug(db(), owner, { slug: newSlug() }),
      deleteOrganization(db(), owner, { name: "A team", appUrl }),
      restoreOrganization(db(), owner),
      leaveOrganization(db(), owner),
      changeRole(db(), owner, { userId, role: "admin" }),
      removeMember(db(), owner, { userId }),
    ]);
    expect(tally(acted)).toEqual({ managed_elsewhere: 7 });
    expect(await acme.acts()).toEqual([]);
  });
});
