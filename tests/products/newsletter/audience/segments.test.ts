import { describe, expect, test } from "vitest";
import {
  createField,
  deleteField,
  renameField,
} from "#lib/products/newsletter/audience/own-fields/write-field.ts";
import {
  archiveSegment,
  createSegment,
  updateSegment,
} from "#lib/products/newsletter/audience/segments/write-segment.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  const segment = (more: object = {}) => ({
    ...{ id: crypto.randomUUID(), name: "Active readers", match: "all" as const },
    conditions: [{ on: "status" as const, is: "is" as const, value: "subscribed" as const }],
    ...more,
  });

  test("a member saves a segment, and no two in use have one name", async () => {
    const { join, acts } = await audienceTeam(db());
    const member = await join("member");
    const made = segment();
    expect((await createSegment(db(), member, made)).outcome).toBe("done");
    expect((await createSegment(db(), member, made)).outcome).toBe("unchanged");
    const taken = segment({ name: "ACTIVE readers" });
    expect((await createSegment(db(), member, taken)).outcome).toBe("segment_name_taken");
    const archival = { id: made.id, isArchived: true };
    expect((await archiveSegment(db(), member, archival)).outcome).toBe("done");
    expect((await createSegment(db(), member, taken)).outcome).toBe("done");
    const restoral = { id: made.id, isArchived: false };
    expect((await archiveSegment(db(), member, restoral)).outcome).toBe("segment_name_taken");
    const changed = { ...made, match: "any" as const };
    expect((await updateSegment(db(), member, changed)).outcome).toBe("segment_name_taken");
    expect((await updateSegment(db(), member, { ...changed, name: "Other" })).outcome).toBe("done");
    expect(await acts()).toEqual([
      ...["segment.archived", "segment.created", "segment.created", "segment.updated"],
    ]);
  });

  test("a segment names lists and fields of its own organization only", async () => {
    const { owner, addList } = await audienceTeam(db());
    const foreign = await audienceTeam(db());
    const on = (value: string) =>
      segment({ conditions: [{ on: "list", is: "is", value: value.toUpperCase() }] });
    const theirs = on(await foreign.addList("Theirs"));
    expect((await createSegment(db(), owner, theirs)).outcome).toBe("segment_refers_to_nothing");
    const own = on(await addList("Ours"));
    expect((await createSegment(db(), owner, own)).outcome).toBe("done");
    expect((await updateSegment(db(), foreign.owner, own)).outcome).toBe("not_found");
    expect(
      (await archiveSegment(db(), foreign.owner, { id: own.id, isArchived: true })).outcome,
    ).toBe("not_found");
  });

  test("a field has a key of its own, and can be renamed and deleted", async () => {
    const { owner, outsider, acts } = await audienceTeam(db());
    const field = { id: crypto.randomUUID(), key: "city", label: "City", kind: "text" as const };
    expect((await createField(db(), owner, field)).outcome).toBe("done");
    expect((await createField(db(), owner, field)).outcome).toBe("unchanged");
    const other = { ...field, id: crypto.randomUUID() };
    expect((await createField(db(), owner, other)).outcome).toBe("field_key_taken");
    const { id } = field;
    expect((await renameField(db(), await outsider(), { id, label: "x" })).outcome).toBe(
      "not_found",
    );
    expect((await renameField(db(), owner, { id, label: "Town" })).outcome).toBe("done");
    expect((await renameField(db(), owner, { id, label: "Town" })).outcome).toBe("unchanged");
    expect((await deleteField(db(), owner, { id })).outcome).toBe("done");
    expect((await deleteField(db(), owner, { id })).outcome).toBe("not_found");
    expect(await acts()).toEqual(["field.created", "field.deleted", "field.renamed"]);
  });
});
