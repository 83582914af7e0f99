import { expect, test } from "vitest";
import { call } from "#tests/api/api.ts";
import { key, setUp } from "#tests/api/calls/set-up.ts";

process.env.NEWSLETTER_SECRET ??= "a secret of the tests, with 32 characters";

test("a program sends a file of subscribers in parts, reads how far it is, and undoes it", async () => {
  const { params, key: keyFor } = await setUp("admin");
  const { key: as } = await keyFor(["newsletter.send", "newsletter.read"]);
  const file = {
    fileName: "readers.csv",
    names: ["Email", "Name"],
    columns: ["email", "name"],
    consent: "They signed up at our booth.",
    parts: 2,
  };
  const sent = { as, params, body: file, headers: key() };
  const made = await call("createSubscriberImport", sent);
  expect(made).toMatchObject({ status: 201, body: { parts: 2 } });
  expect((await call("createSubscriberImport", sent)).body).toEqual(made.body);
  const id = String(made.body?.id);
  const layout = String(made.body?.layout);
  const one = { as, params: { ...params, id } };

  const part = { number: 1, line: 3, layout, text: "no address,Bo\nAnn@mail.example,Ann\n" };
  const taken = { status: 200, body: { rows: 2, created: 1, refused: 1, keptAway: 0 } };
  expect(await call("sendSubscriberImportPart", { ...one, body: part })).toMatchObject(taken);
  expect(await call("sendSubscriberImportPart", { ...one, body: part })).toMatchObject(taken);
  expect(await call("getSubscriberImport", one)).toMatchObject({
    status: 200,
    body: { fileName: "readers.csv", parts: 2, taken: 1, rows: 2, finishedAt: null, missing: [0] },
  });
  const first = { number: 0, line: 1, layout, text: "Email,Name\nann@mail.example,First\n" };
  expect(await call("sendSubscriberImportPart", { ...one, body: first })).toMatchObject({
    body: { rows: 1, created: 0, repeated: 1 },
  });
  const done = await call("getSubscriberImport", one);
  expect(done.body).toMatchObject({ taken: 2, rows: 3, created: 1, repeated: 1, missing: [] });
  expect(done.body?.finishedAt).not.toBeNull();
  expect(String(done.body?.layout)).toContain("Name");
  const again = { ...first, layout: String(done.body?.layout) };
  expect(await call("sendSubscriberImportPart", { ...one, body: again })).toMatchObject({
    status: 200,
  });
  expect((await call("listSubscriberImports", { as, params })).body?.data).toMatchObject([{ id }]);

  const page = await call("listSubscriberImportProblems", { ...one, query: { limit: "1" } });
  expect(page.body?.data).toMatchObject([{ line: 2, reason: "repeated", part: 0 }]);
  const query = { cursor: String(page.body?.next) };
  const rest = await call("listSubscriberImportProblems", { ...one, query });
  expect(rest.body).toMatchObject({
    data: [{ line: 3, column: "Email", reason: "email_malformed", cells: ["no address", "Bo"] }],
    next: null,
  });

  expect(await call("undoSubscriberImport", one)).toMatchObject({ status: 204 });
  expect(await call("undoSubscriberImport", one)).toMatchObject({ status: 204 });
  expect((await call("getSubscriberImport", one)).body).toMatchObject({ removed: 1 });
  expect(await call("sendSubscriberImportPart", { ...one, body: part })).toMatchObject({
    status: 409,
    body: { code: "import_undone" },
  });
});

test("an import says which of its settings are wrong", async () => {
  const { params, key: keyFor } = await setUp("admin");
  const { key: as } = await keyFor(["newsletter.send"]);
  const file = {
    fileName: "readers.csv",
    names: ["Email"],
    columns: ["email"],
    consent: "Yes",
    parts: 1,
  };
  const wrong = [
    [{ columns: ["colour:red"] }, "columns.0"],
    [{ consent: " " }, "consent"],
    [{ parts: 0 }, "parts"],
    [{ separator: "x" }, "separator"],
    [{ lists: ["no id"] }, "lists.0"],
  ] as const;
  for (const [change, field] of wrong) {
    const answer = await call("createSubscriberImport", {
      as,
      params,
      body: { ...file, ...change },
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { [field]: expect.any(String) } },
    });
  }
  const mappings = [
    [["name", "ignore"], "email_column_missing"],
    [["email", "email"], "column_twice"],
    [["email"], "columns_differ"],
    [["email", "text:city"], "import_field_unknown"],
  ] as const;
  for (const [columns, code] of mappings) {
    const body = { ...file, columns, names: ["Email", "City"] };
    const answer = await call("createSubscriberImport", { as, params, body });
    expect(answer).toMatchObject({ status: 422, body: { code } });
  }
  const one = { as, params: { ...params, id: crypto.randomUUID() } };
  expect(await call("getSubscriberImport", one)).toMatchObject({ status: 403 });
});
