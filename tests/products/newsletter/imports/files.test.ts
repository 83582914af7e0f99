import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { subscribers } from "#drizzle/tables.ts";
import { recognizeFile } from "#lib/products/newsletter/imports/recognize-file.ts";
import { testDatabase } from "../../../database.ts";
import { audienceTeam } from "../audience/people.ts";
import { importedFiles } from "./files.ts";
import { endOf, importFile } from "./importing.ts";

const database = testDatabase();

test("there are 40 of them", () => {
  expect(Object.keys(importedFiles)).toHaveLength(40);
});

// The statement is the same with every driver; what differs here are files.
test.each(Object.entries(importedFiles))("%s", async (_, file) => {
  const db = database.on["postgres-js direct"];
  const { id: organizationId, owner } = await audienceTeam(db);
  const found = recognizeFile(file.bytes, []);
  if (!("text" in found)) throw new Error("The file was not read");
  const { text, layout } = found;
  expect(layout).toMatchObject({
    separator: file.separator ?? layout.separator,
    encoding: file.encoding ?? "utf-8",
    header: file.header ?? "first_row",
  });
  const { id } = await importFile(db, owner, text, { layout });
  const { problems, counts } = await endOf(db, organizationId, id);
  expect(problems.map(({ line, column, reason }) => [line, column, reason])).toEqual(
    file.problems ?? [],
  );
  const people = await db
    .select()
    .from(subscribers)
    .where(eq(subscribers.organizationId, organizationId));
  expect(Object.fromEntries(people.map(({ email, name }) => [email, name]))).toEqual(file.people);
  expect(counts.created).toBe(people.length);
});
