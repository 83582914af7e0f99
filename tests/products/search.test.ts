import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Database } from "#lib/db/database.ts";
import { getSearch } from "#lib/workspace/reads/get-search.ts";
import { createExampleTable } from "../build/example-table.ts";
import { drivers, testDatabase } from "../database.ts";
import { team } from "../organizations/team.ts";
import { pinNote } from "./example/pin-note.ts";

const database = testDatabase();
beforeAll(() => createExampleTable(database.on["postgres-js direct"]));

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("its things are found with the core's, in the one statement, by those who may", async () => {
    const { owner, join } = await team(db());
    const id = crypto.randomUUID();
    await pinNote(db(), owner, { id, text: "Minutes of a person" });
    const sent = vi.fn();
    const watched: Database = {
      execute(statement) {
        sent();
        return db().execute(statement);
      },
    };
    const found = await getSearch(watched, owner, "a person");
    expect(sent).toHaveBeenCalledTimes(1);
    expect(found?.groups).toMatchObject([
      {
        label: "Example notes",
        hits: [{ title: "Minutes of a person", path: `/example#note-${id}` }],
      },
      { label: "Members", hits: [{ title: "A person" }] },
    ]);
    const member = await getSearch(db(), await join("member"), "a person");
    expect(member?.groups.map(({ label }) => label)).toEqual(["Members"]);
    const foreign = await team(db());
    expect(await getSearch(db(), foreign.owner, "minutes")).toMatchObject({ groups: [] });
  });
});
