import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { archiveList } from "#lib/products/newsletter/audience/lists/archive-list.ts";
import { createList, updateList } from "#lib/products/newsletter/audience/lists/write-list.ts";
import { lists } from "#lib/products/newsletter/schema.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  const list = (more: object = {}) => ({
    ...{ id: crypto.randomUUID(), name: "Monthly letter", description: "", isPublic: false },
    ...more,
  });

  test("a member creates a list and changes it, and no two in use have one name", async () => {
    const { join, acts, organizationId } = await audienceTeam(db());
    const member = await join("member");
    const made = list();
    expect((await createList(db(), member, made)).outcome).toBe("done");
    expect((await createList(db(), member, made)).outcome).toBe("unchanged");
    const taken = list({ name: "monthly LETTER" });
    expect((await createList(db(), member, taken)).outcome).toBe("list_name_taken");
    const changed = { ...made, description: "Once a month.", isPublic: true };
    expect((await updateList(db(), member, changed)).outcome).toBe("done");
    expect((await updateList(db(), member, changed)).outcome).toBe("unchanged");
    const rows = await db().select().from(lists).where(eq(lists.organizationId, organizationId));
    expect(rows).toMatchObject([{ ...changed, ownerId: member.userId }]);
    expect(await acts()).toEqual(["list.created", "list.updated"]);
  });

  test("an archived list leaves its name to another, and comes back when the name is free", async () => {
    const { owner } = await audienceTeam(db());
    const [first, second] = [list(), list()];
    await createList(db(), owner, first);
    const archive = (id: string, isArchived: boolean) =>
      archiveList(db(), owner, { id, isArchived });
    expect((await archive(first.id, true)).outcome).toBe("done");
    expect((await archive(first.id, true)).outcome).toBe("unchanged");
    expect((await createList(db(), owner, second)).outcome).toBe("done");
    expect((await archive(first.id, false)).outcome).toBe("list_name_taken");
    await updateList(db(), owner, { ...second, name: "Another" });
    expect((await archive(first.id, false)).outcome).toBe("done");
  });

  test("a list of another organization is not there", async () => {
    const { addList } = await audienceTeam(db());
    const foreign = await audienceTeam(db());
    const id = await addList("Monthly letter");
    const changed = list({ id, name: "Theirs" });
    expect((await updateList(db(), foreign.owner, changed)).outcome).toBe("not_found");
    const archival = { id, isArchived: true };
    expect((await archiveList(db(), foreign.owner, archival)).outcome).toBe("not_found");
    expect((await createList(db(), foreign.owner, changed)).outcome).toBe("id_reused");
  });
});
