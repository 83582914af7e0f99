import { eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { subscribeFormLists, subscribeForms } from "#drizzle/tables.ts";
import { archiveForm } from "#lib/products/newsletter/public/forms/archive-form.ts";
import { embedCodes } from "#lib/products/newsletter/public/forms/embed-code.ts";
import { createForm, updateForm } from "#lib/products/newsletter/public/forms/write-form.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audience } from "./audience.ts";

vi.stubEnv("NEWSLETTER_SECRET", "a secret of thirty-two characters");
const database = testDatabase();
const written = { name: "Footer", title: "Our letter", description: "", consent: "I want it." };

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const listsOf = async (id: string) =>
    (await db().select().from(subscribeFormLists).where(eq(subscribeFormLists.formId, id)))
      .map(({ listId }) => listId)
      .toSorted();

  test("a form is made once, changed and archived, with its lists", async () => {
    const team = await audience(db());
    const [first, second] = [await team.list("One"), await team.list("Two")];
    const id = crypto.randomUUID();
    const form = { id, ...written, asksName: false, isDoubleOptIn: true, lists: [first, first] };
    expect(await createForm(db(), team.owner, form)).toMatchObject({ outcome: "done" });
    expect(await createForm(db(), team.owner, form)).toMatchObject({ outcome: "unchanged" });
    expect(await listsOf(id)).toEqual([first]);
    expect(await updateForm(db(), team.owner, form)).toMatchObject({ outcome: "unchanged" });
    const other = { ...form, lists: [second], asksName: true };
    expect(await updateForm(db(), team.owner, other)).toMatchObject({ outcome: "done" });
    expect(await listsOf(id)).toEqual([second]);
    const both = { ...other, lists: [second, first] };
    expect(await updateForm(db(), team.owner, both)).toMatchObject({ outcome: "done" });
    expect(await listsOf(id)).toEqual([first, second].toSorted());
    for (const isArchived of [true, false]) {
      const archived = { id, isArchived };
      expect(await archiveForm(db(), team.owner, archived)).toMatchObject({ outcome: "done" });
      expect(await archiveForm(db(), team.owner, archived)).toMatchObject({ outcome: "unchanged" });
    }
    const [row] = await db().select().from(subscribeForms).where(eq(subscribeForms.id, id));
    expect(row).toMatchObject({ ...written, asksName: true, archivedAt: null });
  });

  test("a form takes no list of another organization, and is not theirs to change", async () => {
    const [team, other] = [await audience(db()), await audience(db())];
    const own = await team.list("One");
    const old = await team.list("Old", { archivedAt: new Date() });
    const foreign = await other.list("Foreign");
    const id = crypto.randomUUID();
    const form = { id, ...written, asksName: false, isDoubleOptIn: true, lists: [own] };
    for (const listId of [foreign, old, crypto.randomUUID()]) {
      expect(await createForm(db(), team.owner, { ...form, lists: [own, listId] })).toMatchObject({
        outcome: "form_lists_unknown",
      });
    }
    await createForm(db(), team.owner, form);
    const theirs = { ...form, lists: [foreign] };
    expect(await createForm(db(), other.owner, theirs)).toMatchObject({ outcome: "id_reused" });
    expect(await updateForm(db(), other.owner, theirs)).toMatchObject({ outcome: "not_found" });
    expect(await archiveForm(db(), other.owner, { id, isArchived: true })).toMatchObject({
      outcome: "not_found",
    });
    expect(await updateForm(db(), team.owner, { ...form, lists: [own, foreign] })).toMatchObject({
      outcome: "form_lists_unknown",
    });
    expect(await listsOf(id)).toEqual([own]);
  });
});

test("code to embed holds what members wrote as text", () => {
  const form = {
    id: crypto.randomUUID(),
    title: '<b>"',
    consent: "</form><script>",
    asksName: true,
  };
  const { script, plain } = embedCodes({ appUrl: "https://app.example", slug: "acme", form });
  expect(script).toBe(
    `<script async src="https://app.example/n/acme/subscribe/${form.id}/embed.js"></script>`,
  );
  expect(plain).toContain("&lt;b&gt;&quot;");
  expect(plain).not.toContain("<script");
});
