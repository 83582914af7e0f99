import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { session, user } from "#drizzle/tables.ts";
import { changeName } from "#lib/identity/change-name.ts";
import { drivers, testDatabase } from "../database.ts";
import { person } from "./people.ts";
import { useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

const nameOf = async (userId: string) =>
  (await direct().select().from(user).where(eq(user.id, userId)))[0]?.name;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("somebody changes their name, and nobody else's", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    expect(await changeName(db(), ada.current, { name: "Zoë O’Neill; --" })).toBe(true);
    expect(await nameOf(ada.current.userId)).toBe("Zoë O’Neill; --");
    expect(await nameOf(eve.current.userId)).toBe(eve.name);
    const mixed = { id: eve.current.id, userId: ada.current.userId };
    expect(await changeName(db(), mixed, { name: "Eve" })).toBe(false);
    expect(await nameOf(ada.current.userId)).toBe("Zoë O’Neill; --");
  });

  test("nobody does with a session that has ended", async () => {
    const ada = await person(db());
    const past = new Date(Date.now() - 1_000);
    await db().update(session).set({ expiresAt: past }).where(eq(session.id, ada.current.id));
    expect(await changeName(db(), ada.current, { name: "Late" })).toBe(false);
    await db().delete(session).where(eq(session.id, ada.current.id));
    expect(await changeName(db(), ada.current, { name: "Late" })).toBe(false);
    expect(await nameOf(ada.current.userId)).toBe(ada.name);
  });
});

describe("the form of the name", () => {
  test("changes it and says so", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const response = await ada.post("name", { name: "  Ada Example  " });
    expect(response.headers.get("location")).toBe("/account?notice=name_changed");
    expect(await nameOf((await ada.whoAmI())?.id ?? "")).toBe("Ada Example");
  });

  test.each([
    ["", "name_missing"],
    ["x".repeat(101), "name_too_long"],
    ["a\u0000b", "name_invalid"],
  ])("refuses %j beside its field, and comes back to its part of the page", async (name, code) => {
    const ada = new Visitor();
    await ada.signUp();
    const response = await ada.post("name", { name });
    const location = new URL(response.headers.get("location") ?? "", "http://localhost");
    expect(location.pathname + location.hash).toBe("/account#profile");
    expect(location.searchParams.get("error.name")).toBe(code);
    expect(await nameOf((await ada.whoAmI())?.id ?? "")).toBe("Ada");
  });

  test("is refused to another site, to a revoked session and to nobody", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const id = (await ada.whoAmI())?.id ?? "";
    const elsewhere = await ada.post("name", { name: "X" }, { "sec-fetch-site": "cross-site" });
    expect(elsewhere.status).toBe(403);
    await direct().delete(session).where(eq(session.userId, id));
    for (const visitor of [ada, new Visitor()]) {
      const response = await visitor.post("name", { name: "X" });
      expect(response.headers.get("location")).toMatch(/^\/sign-in\?next=%2Faccount%3Fform/);
    }
    expect(await nameOf(id)).toBe("Ada");
  });
});
