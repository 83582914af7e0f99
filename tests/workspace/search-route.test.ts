import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { GET } from "#app/api/search/[slug]/route.ts";
import { session } from "#drizzle/tables.ts";
import { testDatabase } from "../database.ts";
import { appUrl, useDatabase, Visitor } from "../identity/visitor.ts";
import { tenant } from "./tenant.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
const visitor = new Visitor();
let userId = "";
beforeAll(async () => {
  useDatabase(database);
  await visitor.signUp({ name: "Ada" });
  userId = (await visitor.whoAmI())?.id ?? "";
});

async function search(slug: string, query: string, { headers } = visitor) {
  const request = new Request(`${appUrl}/api/search/${slug}${query}`, { headers });
  const response = await GET(request, { params: Promise.resolve({ slug }) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test("members get what they find as commands that lead there", async () => {
  const { slug, join } = await tenant(db());
  await join("member", { id: userId });
  const twin = await join("member", { name: "Robin", email: `robin@${slug}.test` });
  const { status, headers, body } = await search(slug, "?q=robin@");
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(body).toEqual({
    groups: [
      {
        value: "Members",
        items: [
          {
            label: "Robin",
            detail: `robin@${slug}.test`,
            act: { href: `/o/${slug}/members/${twin.userId}` },
          },
        ],
      },
    ],
  });
  expect((await search(slug, "?q=nobody+like+that")).body).toEqual({ groups: [] });
});

test("strangers, visitors and lost sessions are told nothing", async () => {
  const { slug } = await tenant(db());
  expect(await search(slug, "?q=owner")).toMatchObject({
    status: 404,
    body: { code: "not_found" },
  });
  expect((await search("no-such-place", "?q=owner")).status).toBe(404);
  const signedOut = new Visitor();
  expect(await search(slug, "?q=owner", signedOut)).toMatchObject({
    status: 401,
    body: { code: "unauthenticated" },
  });
  const lost = new Visitor();
  await lost.signUp({});
  const { id: lostId = "" } = (await lost.whoAmI()) ?? {};
  await db().delete(session).where(eq(session.userId, lostId));
  expect((await search(slug, "?q=owner", lost)).status).toBe(401);
});

test("what cannot be searched for is refused, and said", async () => {
  const { slug, join } = await tenant(db());
  await join("member", { id: userId });
  for (const query of ["", "?q=", "?q=+", `?q=${"a".repeat(101)}`, "?q=%00", "?q=%ED%A0%80%00"]) {
    expect([query, (await search(slug, query)).status]).toEqual([query, 422]);
  }
});
