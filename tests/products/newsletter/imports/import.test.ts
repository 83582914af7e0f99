import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  campaignSends,
  campaigns,
  importProblems,
  importSubjects,
  imports,
  subscriberEvents,
  subscriberFields,
  subscribers,
} from "#drizzle/tables.ts";
import { postgresClient } from "#lib/db/node.ts";
import { sql } from "#lib/db/sql.ts";
import { csvFormat } from "#lib/imports/layout.ts";
import { cutIntoParts } from "#lib/imports/parts.ts";
import { removeOldCells } from "#lib/imports/remove-old.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { exportProblems } from "#lib/products/newsletter/imports/problems-csv.ts";
import { takeSubscribers } from "#lib/products/newsletter/imports/send-part.ts";
import type { OwnField } from "#lib/products/newsletter/imports/targets.ts";
import { undoImport } from "#lib/products/newsletter/imports/undo-import.ts";
import { drivers, type TestDrizzle, testDatabase } from "../../../database.ts";
import { audienceTeam } from "../audience/people.ts";
import { consent, endOf, importFile, layoutOf, type Sending } from "./importing.ts";

const database = testDatabase();

const fields: OwnField[] = [
  { key: "city", label: "City", kind: "text" },
  { key: "age", label: "Age", kind: "number" },
  { key: "born", label: "Born on", kind: "date" },
  { key: "vip", label: "VIP", kind: "boolean" },
];

/** An organization with people whom imports meet, and a list. */
async function scene(db: TestDrizzle) {
  const found = await audienceTeam(db);
  const letters = await found.addList("Letters");
  await found.addList("Offers");
  for (const field of fields) {
    await db.insert(subscriberFields).values({ organizationId: found.id, ...field });
  }
  await found.addPerson([letters], {
    email: "old@mail.example",
    name: "Old",
    fields: { city: "Bonn", age: "40" },
  });
  await found.addPerson([], { email: "left@mail.example", status: "unsubscribed" });
  await found.addPerson([], { email: "bounced@mail.example", status: "bounced" });
  const complained = await found.addPerson([], { email: "angry@mail.example" });
  await found.suppress(complained.addressHash, "complaint");
  await found.suppress(await hashAddress("erased@mail.example"), "left");
  const end = (importId: string) => endOf(db, found.id, importId);
  const send = (text: string, sending: Sending = {}) =>
    importFile(db, found.owner, text, { fields, ...sending });
  return { ...found, letters, end, send };
}

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("new people are created with the consent that was stated, and those who are there updated", async () => {
    const { send, end, letters } = await scene(db());
    const { id } = await send(
      [
        "E-Mail;Name;City;Age;Born on;VIP;Lists;Notes",
        "Mia.Vogel+x@Mail.Example;Mia Vogel;Köln;1,5;20.11.1990;yes;Offers;x",
        "old@mail.example;;Berlin;;;;;",
      ].join("\n"),
      { lists: [letters] },
    );
    const { counts, people, problems, isFinished, remembered } = await end(id);
    expect({ counts, problems, isFinished, remembered }).toEqual({
      counts: {
        ...{ rows: 2, created: 1, updated: 1, unchanged: 0 },
        ...{ refused: 0, repeated: 0, keptAway: 0 },
      },
      problems: [],
      isFinished: true,
      remembered: 0,
    });
    expect(people).toContainEqual({
      email: "mia.vogel+x@mail.example",
      address: "Mia.Vogel+x@Mail.Example",
      name: "Mia Vogel",
      fields: { city: "Köln", age: "1.5", born: "1990-11-20", vip: "yes" },
      status: "subscribed",
      isNew: true,
      isTouched: false,
      lists: ["Letters", "Offers"],
      events: [{ stated: consent, source: "readers.csv", lists: ["Letters", "Offers"] }],
    });
    expect(people).toContainEqual(
      expect.objectContaining({
        email: "old@mail.example",
        name: "Old",
        fields: { city: "Berlin", age: "40" },
        isNew: false,
        isTouched: true,
        lists: ["Letters"],
      }),
    );
  });

  test("those who left, bounced or complained are kept away, counted and listed", async () => {
    const { send, end, letters } = await scene(db());
    const before = (await end(crypto.randomUUID())).people;
    const away = ["left", "bounced", "angry", "erased"].map((name) => `${name}@mail.example,New`);
    const { id } = await send(["Email,Name", ...away].join("\n"), { lists: [letters] });
    const { counts, people, problems } = await end(id);
    expect(counts).toMatchObject({ rows: 4, created: 0, updated: 0, keptAway: 4 });
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "left"],
      [3, "bounce"],
      [4, "complaint"],
      [5, "left"],
    ]);
    expect(people).toEqual(before);
  });

  test("what could not be taken in is forgotten after 90 days, and its figures stay", async () => {
    const { send, end } = await scene(db());
    const begun = async (days: number) => {
      const { id } = await send("Email\nnobody\nneither\n");
      await db()
        .update(imports)
        .set({ createdAt: sql`now() - make_interval(days => ${days}::integer)` })
        .where(eq(imports.id, id));
      return id;
    };
    const [old, recent] = [await begun(91), await begun(89)];
    const { removed } = await removeOldCells(db(), { batchSize: 1 });
    expect(removed).toBeGreaterThanOrEqual(2);
    expect((await end(old)).problems).toEqual([]);
    expect((await end(old)).counts).toMatchObject({ refused: 2 });
    expect((await end(recent)).problems).toHaveLength(2);
  });

  test("a person who left a list stays off it", async () => {
    const { send, end, letters, addPerson, id: organizationId } = await scene(db());
    const person = await addPerson([], { email: "choosy@mail.example" });
    await db()
      .insert(subscriberEvents)
      .values({
        organizationId,
        subscriberId: person.id,
        kind: "left",
        details: { by: "preferences", list: "Letters" },
      });
    const { id } = await send("Email,Lists\nchoosy@mail.example,Offers\n", { lists: [letters] });
    const { people } = await end(id);
    expect(people.find(({ email }) => email === "choosy@mail.example")).toMatchObject({
      lists: ["Offers"],
    });
  });

  test("a row with an error is listed with its line, column and reason, and the others go on", async () => {
    const { send, end } = await scene(db());
    const { id } = await send(
      [
        "Email,Name,Age,VIP,Born on,Lists",
        "no address,A,,,,",
        "jörg@mail.example,B,,,,",
        '"a@mail.example","two\nlines",,,,',
        "b@mail.example,,old,,,",
        "c@mail.example,,,maybe,,",
        "d@mail.example,,,,31.02.2020,",
        "e@mail.example,,,,,Nobody's list",
        "f@mail.example,,,,,,,,surplus",
        "g@mail.example,x\0y,,,,",
        "mia\u200b@mail.example,,,,,",
        `${"x".repeat(65)}@mail.example,,,,,`,
        ",nobody,,,,",
        "ok@mail.example,OK,,,,",
        'h@mail.example,"never closed,,,,',
        "also-ok@mail.example,OK,,,,",
      ].join("\r\n"),
    );
    const { counts, problems, people } = await end(id);
    expect(problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, "Email", "email_malformed"],
      [3, "Email", "email_needs_smtputf8"],
      [4, "Name", "not_a_line"],
      [6, "Age", "no_number"],
      [7, "VIP", "no_boolean"],
      [8, "Born on", "no_date"],
      [9, null, "list_unknown"],
      [10, null, "too_many_cells"],
      [11, null, "nul"],
      [12, "Email", "email_invisible"],
      [13, "Email", "email_too_long"],
      [14, "Email", "email_missing"],
      [16, null, "open_quote"],
    ]);
    expect(problems[2]?.cells).toEqual(["a@mail.example", "two\nlines", "", "", "", ""]);
    expect(counts).toMatchObject({ rows: 15, created: 2, refused: 13 });
    expect(people.filter(({ isNew }) => isNew).map(({ email }) => email)).toEqual([
      ...["also-ok@mail.example", "ok@mail.example"],
    ]);
  });

  test("rows that were not taken in are a file in the shape of the one that came, for members", async () => {
    const { send, owner } = await scene(db());
    const text = 'Email;Name\r\nno address;A\r\nok@mail.example;B\r\nx@mail.example;"two\nlines"';
    const { id } = await send(text);
    const csv = await exportProblems(db(), owner, id);
    expect((await new Response(csv).text()).replace(/^\ufeff/, "")).toMatch(
      /^"?Email"?;"?Name"?;"?Line"?;"?Column"?;"?Problem"?\r?\nno address;A;2;Email;[^\n]+\nx@mail\.example;"two\nlines";4;Name;[^\n]+\n?$/,
    );
    expect(await exportProblems(db(), { ...owner, userId: "nobody" }, id)).toBeNull();
    expect(await exportProblems(db(), owner, crypto.randomUUID())).toBeNull();
  });

  test("of an address that comes twice the last row counts, and the earlier one is listed", async () => {
    for (const limit of [4_000_000, 1]) {
      const { send, end } = await scene(db());
      const { id } = await send(
        "Email,Name,City,Lists\nMia@mail.example,First,Bonn,Offers\nx@mail.example,,,\nMIA@mail.example,Last,,Letters\n",
        { limit },
      );
      const { problems, people, counts } = await end(id);
      expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[2, "repeated"]]);
      expect(counts).toMatchObject({ rows: 3, created: 2, repeated: 1 });
      expect(people).toContainEqual({
        email: "mia@mail.example",
        address: "MIA@mail.example",
        name: "Last",
        fields: {},
        status: "subscribed",
        isNew: true,
        isTouched: false,
        lists: ["Letters"],
        events: [{ stated: consent, source: "readers.csv", lists: ["Letters"] }],
      });
    }
  });

  test("a part that comes again changes nothing, also at the same moment", async () => {
    const { send, end, owner } = await scene(db());
    const text = "Email,Name\na@mail.example,A\nb@mail.example,B\nold@mail.example,New\n";
    const { id } = await send(text, { limit: 20, order: (parts) => [...Array(parts).keys(), 1] });
    const layout = layoutOf(text, fields);
    const once = await end(id);
    expect(once.counts).toMatchObject({ rows: 3, created: 2, updated: 1 });
    const part = { importId: id, number: 1, line: 2, text: "a@mail.example,A\n" };
    const again = await Promise.all([0, 1].map(() => takeSubscribers(db(), owner, part, layout)));
    expect(again.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect(again[0]?.counts).toMatchObject({ rows: 1, created: 1 });
    expect(await end(id)).toEqual(once);
  });

  test("a part is refused with another layout, in another organization, or when the import was undone", async () => {
    const { send, owner } = await scene(db());
    const foreign = await scene(db());
    const text = "Email,Name\na@mail.example,A\n";
    const layout = layoutOf(text, fields);
    const { id } = await send(text, { order: () => [] });
    const part = { importId: id, number: 0, line: 1, text };
    const outcome = async (...args: Parameters<typeof takeSubscribers>) =>
      (await takeSubscribers(...args)).outcome;
    const other = { ...layout, columns: ["ignore", "email"] };
    expect(await outcome(db(), owner, part, other)).toBe("layout_differs");
    expect(await outcome(db(), owner, { ...part, number: 1 }, layout)).toBe("part_unknown");
    expect(await outcome(db(), foreign.owner, part, layout)).toBe("not_found");
    const member = await foreign.join("member");
    expect(await outcome(db(), member, part, layout)).toBe("forbidden");
    await undoImport(db(), owner, id);
    expect(await outcome(db(), owner, part, layout)).toBe("import_undone");
  });

  test("what imports keep of a person goes with them", async () => {
    const { send, id: organizationId } = await scene(db());
    const text = "Email,Name\nmia@mail.example,First\nbo@mail.example,Bo\nmia@mail.example,Last\n";
    const { id } = await send(text, { limit: 1, order: () => [0, 1, 2] });
    const finished = await send(text);
    const isMia = eq(subscribers.email, "mia@mail.example");
    await db()
      .delete(subscribers)
      .where(and(eq(subscribers.organizationId, organizationId), isMia));
    const problems = await db()
      .select()
      .from(importProblems)
      .where(eq(importProblems.importId, finished.id));
    expect(problems).toEqual([]);
    const subjects = await db()
      .select()
      .from(importSubjects)
      .where(eq(importSubjects.importId, id));
    expect(subjects).toMatchObject([{ cells: ["bo@mail.example", "Bo"] }]);
  });

  test("undoing removes whom the import created and nobody touched since", async () => {
    const { send, end, owner, id: organizationId, letters } = await scene(db());
    const names = ["plain", "edited", "written", "again"];
    const text = [
      "Email,Name",
      ...names.map((name) => `${name}@mail.example,X`),
      "old@mail.example,Y",
    ];
    const { id } = await send(text.join("\n"), { lists: [letters] });
    const { people } = await end(id);
    expect(people.filter(({ isNew }) => isNew)).toHaveLength(4);
    const edited = eq(subscribers.email, "edited@mail.example");
    await db().update(subscribers).set({ changedAt: new Date() }).where(edited);
    const [written] = await db()
      .select()
      .from(subscribers)
      .where(
        and(
          eq(subscribers.organizationId, organizationId),
          eq(subscribers.email, "written@mail.example"),
        ),
      );
    const campaignId = crypto.randomUUID();
    await db()
      .insert(campaigns)
      .values({ id: campaignId, organizationId, listId: letters, subject: "News" });
    await db()
      .insert(campaignSends)
      .values({ organizationId, campaignId, subscriberId: written?.id ?? "" });
    await send("Email,Name\nagain@mail.example,Other\n");
    expect((await undoImport(db(), owner, id)).outcome).toBe("done");
    expect((await undoImport(db(), owner, id)).outcome).toBe("unchanged");
    const left = (await end(id)).people.filter(({ isNew }) => isNew);
    expect(left.map(({ email }) => email)).toEqual([
      ...["again@mail.example", "edited@mail.example", "written@mail.example"],
    ]);
  });

  test("an import is refused that names lists or fields which are not there", async () => {
    const { send } = await scene(db());
    const foreign = await scene(db());
    const text = "Email,City\na@mail.example,A\n";
    expect(await send(text, { lists: [foreign.letters] })).toMatchObject({
      outcome: "import_list_unknown",
    });
    const layout = { ...layoutOf(text), columns: ["email", "number:city"] };
    expect(await send(text, { layout })).toMatchObject({ outcome: "import_field_unknown" });
  });
});

test("a part whose backend is killed on its way changes nothing, and is taken in when it comes again", async () => {
  const db = database.on["postgres-js direct"];
  const { send, end, owner } = await scene(db);
  const text = "Email,Name\na@mail.example,A\nb@mail.example,B\n";
  const layout = layoutOf(text, fields);
  const { id } = await send(text, { order: () => [] });
  const before = await end(id);
  const part = { importId: id, number: 0, line: 1, text };
  const other = postgresClient(database.direct, { max: 1 });
  await other.begin(async (held) => {
    // The part waits for its import, then its backend ends.
    await held.unsafe("select 1 from imports where id = $1::uuid for update", [id]);
    const outcome = takeSubscribers(db, owner, part, layout).then(
      ({ outcome: came }) => came,
      () => "failed",
    );
    await vi.waitFor(async () => {
      const killed = await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%acting%'`);
      expect(killed).toHaveLength(1);
    }, 20_000);
    expect(await outcome).toBe("failed");
  });
  await other.end();
  expect(await end(id)).toEqual(before);
  expect((await takeSubscribers(db, owner, part, layout)).outcome).toBe("done");
  expect((await end(id)).counts).toMatchObject({ rows: 2, created: 2 });
});

test("parts that are sent at the same moment, each of them twice, are the whole file once", async () => {
  const db = database.on["postgres-js direct"];
  const rows = Array.from(
    { length: 60 },
    (_, n) => `reader${n % 25}@mail.example,Row ${n},Letters`,
  );
  const text = `Email,Name,Lists\n${rows.join("\n")}\n`;
  const [whole, cut] = [await scene(db), await scene(db)];
  const once = await whole.send(text);
  const layout = layoutOf(text, fields);
  const { id } = await cut.send(text, { limit: 200, order: () => [] });
  const parts = cutIntoParts(text, csvFormat(layout), 200);
  expect(parts.length).toBeGreaterThan(8);
  const taken = [...parts.entries(), ...parts.entries()].map(([number, { begin, end, line }]) =>
    takeSubscribers(
      db,
      cut.owner,
      { importId: id, number, line, text: text.slice(begin, end) },
      layout,
    ),
  );
  const outcomes = (await Promise.all(taken)).map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(parts.length);
  expect(await cut.end(id)).toEqual(await whole.end(once.id));
});

// Generated files are about the statement, which is the same with every driver.
test("any cutting of a file, with parts in any order and some of them twice, is the whole file once", async () => {
  const db = database.on["postgres-js direct"];
  const emails = ["a", "B", "b", "c", "old", "OLD", "left", "erased", "angry", "no address"].map(
    (name) => `${name}@mail.example`.replace("no address@mail.example", "no address"),
  );
  const row = fc.tuple(
    fc.constantFrom(...emails),
    fc.constantFrom("", "Ann", "Old", '"Ann ""A"" Lee"', '"two\nlines"'),
    fc.constantFrom("", "Bonn", "Köln", '"a, b"'),
    fc.constantFrom("", "40", "41", "old"),
    fc.constantFrom("", "Letters", "Offers", "Letters;Offers", "Nobody's"),
  );
  const end = fc.constantFrom("\n", "\r\n", "\r", "\n\n");
  const file = fc
    .array(fc.tuple(row, end), { minLength: 1, maxLength: 12 })
    .map(
      (rows) =>
        `Email,Name,City,Age,Lists\n${rows.map(([cells, e]) => cells.join(",") + e).join("")}`,
    );
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.integer({ min: 1, max: 200 }),
      fc.infiniteStream(fc.nat()),
      async (text, limit, numbers) => {
        const layout = {
          ...layoutOf("Email,Name,City,Age,Lists\n", fields),
          columns: ["email", "name", "text:city", "number:age", "lists"],
        };
        const order = (parts: number) => {
          const some = Array.from({ length: parts }, () => (numbers.next().value ?? 0) % parts);
          const first = Array.from({ length: parts }, (_, part) => part);
          for (const part of first) {
            const other = (numbers.next().value ?? 0) % parts;
            [first[part], first[other]] = [first[other] ?? 0, first[part] ?? 0];
          }
          return first.flatMap((part, at) => (at % 2 ? [some[at] ?? part, part] : [part]));
        };
        const [whole, cut] = [await scene(db), await scene(db)];
        const once = await whole.send(text, { layout });
        const pieces = await cut.send(text, { layout, limit, order });
        expect(await cut.end(pieces.id)).toEqual(await whole.end(once.id));
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
