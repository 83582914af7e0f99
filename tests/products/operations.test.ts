import { beforeAll, describe, expect, test } from "vitest";
import { openApiDocument } from "#lib/api/openapi/document.ts";
import { publishedBy } from "#lib/api/published.ts";
import { formOf } from "#lib/forms/act.ts";
import type { ApiScope } from "#lib/organizations/api-keys/scopes.ts";
import { operations } from "#lib/products/published.ts";
import { call } from "../api/api.ts";
import { db, setUp } from "../api/calls/set-up.ts";
import { createExampleTable } from "../build/example-table.ts";
import { formPost } from "../forms/post.ts";
import { appUrl, type Visitor } from "../identity/visitor.ts";
import { pinNoteAct } from "./example/acts.ts";
import * as notes from "./example/operations/notes.ts";

beforeAll(() => createExampleTable(db()));

/** Sends the form of a note, through the route that takes it. */
function pin(visitor: Visitor, slug: string, text: string, accept: string) {
  const headers = new Headers(visitor.headers);
  headers.set("sec-fetch-site", "same-origin");
  headers.set("accept", accept);
  const { action } = formOf(pinNoteAct, { slug });
  const body = new URLSearchParams({ id: crypto.randomUUID(), text });
  const request = new Request(`${appUrl}${action}`, { method: "POST", headers, body });
  return formPost(pinNoteAct, { slug })(request);
}

/** An organization and keys for it. */
async function withKeys() {
  const found = await setUp();
  const keyFor = async (...scopes: ApiScope[]) => (await found.key(scopes)).key;
  return { ...found, keyFor };
}

describe("the form of its act", () => {
  test("does it, and leads to the page with its notice", async () => {
    const { visitor, slug } = await setUp("admin");
    const answer = await pin(visitor, slug, "Minutes", "text/html");
    expect(answer.headers.get("location")).toBe(`/o/${slug}/example?notice=note_pinned`);
  });

  test("says why it is refused, in the words for people", async () => {
    const { visitor, slug } = await setUp("owner");
    for (const text of ["One", "Two", "Three"]) await pin(visitor, slug, text, "text/html");
    const answer = await pin(visitor, slug, "Four", "application/json");
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: "note_full",
      title: "The board is full. Remove a note first.",
    });
    const back = await pin(visitor, slug, "Four", "text/html");
    expect(back.headers.get("location")).toContain(`/o/${slug}/example?form=`);
    expect(back.headers.get("location")).toContain("error=note_full");
  });

  test("says what is wrong with a field", async () => {
    const { visitor, slug } = await setUp("admin");
    const answer = await pin(visitor, slug, "", "application/json");
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: { text: "Write a note." } });
  });
});

describe("its operations", () => {
  test("are done with a key of its scope, once for each idempotency key", async () => {
    const { params, keyFor } = await withKeys();
    const as = await keyFor("example.write");
    const headers = { "idempotency-key": crypto.randomUUID() };
    const body = { text: "Minutes" };
    const made = await call("pinNote", { as, params, body, headers });
    expect(made).toMatchObject({ status: 201, body });
    expect((await call("pinNote", { as, params, body, headers })).body).toEqual(made.body);
    const listed = await call("listNotes", { as, params });
    expect(listed.body?.data).toMatchObject([{ id: made.body?.id, text: "Minutes" }]);
    const read = await call("listNotes", { as: await keyFor("example.read"), params });
    expect(read.body?.data).toHaveLength(1);
  });

  test("are refused to keys of other scopes, and to keys of other organizations", async () => {
    const { params, keyFor } = await withKeys();
    const body = { text: "Minutes" };
    for (const scope of ["read", "write", "usage", "example.read"] as const) {
      const answer = await call("pinNote", { as: await keyFor(scope), params, body });
      expect([scope, answer.body?.code]).toEqual([scope, "insufficient_scope"]);
    }
    const foreign = await withKeys();
    const answer = await call("pinNote", {
      as: await foreign.keyFor("example.write"),
      params,
      body,
    });
    expect(answer.status).toBe(404);
  });

  test("say to programs why they are refused", async () => {
    const { params, keyFor } = await withKeys();
    const as = await keyFor("example.write");
    for (const text of ["One", "Two", "Three"])
      await call("pinNote", { as, params, body: { text } });
    expect(await call("pinNote", { as, params, body: { text: "Four" } })).toMatchObject({
      status: 409,
      body: { code: "note_full", title: "The board holds no more notes." },
    });
    expect(await call("pinNote", { as, params, body: { text: "" } })).toMatchObject({
      status: 422,
      body: { errors: { text: "Send a text." } },
    });
  });

  test("stand in the document after the core's, under a heading of their own", () => {
    const document = JSON.parse(JSON.stringify(openApiDocument(operations)));
    expect(document.tags.at(-1)).toEqual({
      name: "Example notes",
      description: "Notes on the board of an organization.",
    });
    const { get, post } = document.paths["/organizations/{slug}/notes"];
    expect(get.security).toEqual([{ apiKey: ["example.read"] }, { session: [] }]);
    expect(post.responses["409"].description).toContain("The board holds no more notes.");
    expect(document.components.securitySchemes.apiKey.description).toContain(
      "- `example.write`: Write notes.",
    );
  });

  test("may not have the name or the address of another", () => {
    expect(() => publishedBy([notes, notes])).toThrow("the act note.pin is published twice");
    const { listNotesOperation } = notes;
    const other = { listNotesOperation: { ...listNotesOperation, id: "other" } };
    expect(() => publishedBy([{ listNotesOperation }, other])).toThrow(
      "GET /organizations/{slug}/notes is published twice",
    );
  });
});

describe("API scopes", () => {
  test("of a product are there to choose for a new key", async () => {
    const { visitor: as, params } = await setUp("admin");
    const body = { name: "Boards", scopes: ["example.read", "example.write"] };
    const made = await call("createApiKey", { as, params, body });
    expect(made).toMatchObject({ status: 201, body: { scopes: body.scopes } });
    const list = await call("listNotes", { as: String(made.body?.key), params });
    expect(list.status).toBe(200);
  });

  test("of a product that is not in the build cannot be chosen, and take nothing from older keys", async () => {
    const { visitor, params, key } = await setUp("owner");
    const body = { name: "Late", scopes: ["gone.read"] };
    expect((await call("createApiKey", { as: visitor, params, body })).status).toBe(422);
    const scopes = ["read", "gone.read"];
    const old = await key(["read"], { scopes });
    expect((await call("getOrganization", { as: old.key, params })).status).toBe(200);
    const listed = await call("listApiKeys", { as: visitor, params });
    expect(listed.body?.data).toContainEqual(expect.objectContaining({ id: old.id, scopes }));
    const rotation = { as: visitor, params: { ...params, id: old.id }, body: {} };
    expect(await call("rotateApiKey", rotation)).toMatchObject({ status: 201, body: { scopes } });
  });
});
