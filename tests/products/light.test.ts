import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { openApiDocument } from "#lib/api/openapi/document.ts";
import { problems, programText } from "#lib/api/problems.ts";
import { formHandler } from "#lib/forms/handler.ts";
import { noticeOf } from "#lib/forms/notices.ts";
import { apiScopes } from "#lib/organizations/api-keys/scopes.ts";
import type { Grant } from "#lib/organizations/grant.ts";
import { isAllowed, permissions } from "#lib/organizations/permissions.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { slugSchema } from "#lib/organizations/slug.ts";
import { slugOfAscii } from "#lib/organizations/suggest-slug.ts";
import { createEndpointAct } from "#lib/outgoing-webhooks/acts.ts";
import { followUps } from "#lib/outgoing-webhooks/follow-ups.ts";
import { gathered } from "#lib/products/codes.ts";
import { allLocalSecrets, productProblems } from "#lib/products/environment.ts";
import { defineProduct } from "#lib/products/product.ts";
import { commandsOf } from "#lib/workspace/shell/commands.ts";
import { leastRoleOf, pagesFor } from "#lib/workspace/shell/pages.ts";
import { checkEnvironment } from "#scripts/doctor/environment.ts";
import { product } from "./example/product.ts";

beforeAll(() => {
  // The environment is read once in a process.
  const urls = {
    DATABASE_URL: "postgres://a:b@127.0.0.1/c",
    DATABASE_URL_READ: "postgres://a:b@ep-local.penning.localhost:54322/c",
  };
  for (const [name, value] of Object.entries({ ...allLocalSecrets, ...urls }))
    vi.stubEnv(name, value);
});
afterAll(() => vi.unstubAllEnvs());

const pathsOf = (role: Role) =>
  pagesFor(role).flatMap(({ pages }) => pages.map(({ path }) => path));

test("a page of a product is in the navigation of those who may see it, after the core's", () => {
  const [first] = pagesFor("admin");
  expect(first?.pages.at(-1)).toMatchObject({ path: "/example", label: "Example notes" });
  expect(pathsOf("owner")).toContain("/example");
  expect(pathsOf("member")).not.toContain("/example");
  expect(leastRoleOf("/example")).toBe("admin");
});

test("the command menu goes there", () => {
  const menu = (role: Role) =>
    JSON.stringify(
      commandsOf({
        role,
        viewer: { id: "ada", name: "Ada", email: null, image: null, isVerified: true },
        organization: { id: "acme", name: "Acme", slug: "acme", managedBy: null },
        payment: { owedSince: null, liveSubscriptions: 0 },
        organizations: [],
      }),
    );
  expect(menu("admin")).toContain("/o/acme/example");
  expect(menu("member")).not.toContain("/o/acme/example");
});

test("a form tells a notice of a product, in the address and to programs", async () => {
  const form = {
    page: "/o/acme/example",
    action: "/api/example",
    schema: z.object({}),
    messages: {},
  };
  const handler = formHandler(form, async () => ({ to: form.page, notice: "note_pinned" }));
  const post = (accept: string) =>
    handler(
      new Request("http://localhost/api/example", {
        method: "POST",
        headers: { accept, "content-type": "application/x-www-form-urlencoded" },
        body: "",
      }),
    );
  const sentence = "Note pinned for everybody in the example.";
  expect(await (await post("application/json")).json()).toMatchObject({ notice: sentence });
  const location = (await post("text/html")).headers.get("location") ?? "";
  expect(location).toBe("/o/acme/example?notice=note_pinned");
  expect(noticeOf({ notice: "note_pinned" })).toBe(sentence);
});

test("an address that a product reserves is no organization's, and is not suggested", () => {
  expect(slugSchema.safeParse("example-board").error?.issues[0]?.message).toBe("slug_reserved");
  expect(slugOfAscii("Example board")).toBe("example-board-team");
});

test("permissions, scopes of keys and refusals of a product are gathered under their codes", () => {
  expect(permissions["note.write"]).toEqual({ least: "admin", scope: "example.write" });
  expect(isAllowed("admin", "note.shred")).toBe(false);
  expect(apiScopes.slice(0, 3)).toEqual(["read", "write", "usage"]);
  expect(apiScopes.slice(-2)).toEqual(["example.read", "example.write"]);
  expect(problems.note_full.status).toBe(409);
  expect(programText("note_full")).toBe("The board holds no more notes.");
  expect(programText("note_missing")).toBe("Send a text.");
  expect(programText("note_too_long")).toBe("Use at most 100 characters.");
});

test("an event of a product can be chosen for an endpoint, and is sent after the act that causes it", () => {
  const chosen = (events: string[]) =>
    createEndpointAct.input.safeParse({ url: "https://a.test/", events }).success;
  expect(chosen(["note.pinned"])).toBe(true);
  expect(chosen(["note.shredded"])).toBe(false);
  expect(Object.keys(followUps)).toContain("note.pin");
  const { webhooks } = z
    .object({ webhooks: z.record(z.string(), z.unknown()) })
    .parse(openApiDocument([]));
  expect(JSON.stringify(webhooks["note.pinned"])).toContain("Bring cake");
});

test("a scope that a permission asks for is one that a key can have, and owners' acts have none", () => {
  const scopes: readonly string[] = apiScopes;
  for (const { least, scope } of Object.values<Grant>(permissions)) {
    if (scope !== null) expect(scopes).toContain(scope);
    // A key has the role of an admin.
    if (least === "owner") expect(scope).toBeNull();
  }
});

test("a variable that a product lacks or that is wrong is told, and its value is not", () => {
  expect(productProblems(allLocalSecrets)).toEqual([
    "EXAMPLE_URL is not set. Copy it from the page of the example.",
  ]);
  expect(productProblems({ ...allLocalSecrets, EXAMPLE_URL: "secret" })).toEqual([
    "EXAMPLE_URL must be an address, https://….",
  ]);
  expect(productProblems({ ...allLocalSecrets, EXAMPLE_URL: "https://example.test" })).toEqual([]);
});

test("the doctor tells of it too", () => {
  const messages = checkEnvironment({}).map(({ message }) => message);
  expect(messages).toContain("EXAMPLE_URL is not set. Copy it from the page of the example.");
});

test("a code that is there already ends the start, and is not told in another's words", () => {
  const twin = defineProduct({ id: "twin", notices: { note_pinned: "Mine." } });
  expect(() => gathered("notices", {}, [product, twin])).toThrow(
    "notices: note_pinned of twin is there already",
  );
  const core = { "note.pinned": { label: "Pinned", sentence: () => "pinned" } };
  expect(() => gathered("audited", core, [product])).toThrow(
    "audited: note.pinned of example is there already",
  );
});

test("a product may leave every slot out", () => {
  const bare = defineProduct({ id: "bare" });
  expect(gathered("notices", { here: "Here." }, [bare])).toEqual({ here: "Here." });
});
