import { globSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Database, rows } from "#lib/db/database.ts";
import { drivers, testDatabase } from "../database.ts";
import { useDatabase, Visitor } from "../identity/visitor.ts";
import { actions, scene } from "./actions.ts";
import { appUrl, everything, team } from "./team.ts";

const database = testDatabase();
const standings = ["owner", "admin", "member", "outsider", "signed out"] as const;
type Standing = (typeof standings)[number];
const visitors = new Map<Standing, { visitor: Visitor; userId: string }>();

beforeAll(async () => {
  useDatabase(database);
  for (const standing of standings) {
    const visitor = new Visitor();
    if (standing === "signed out") visitors.set(standing, { visitor, userId: "" });
    else {
      await visitor.signUp();
      await visitor.confirm(database.on["postgres-js direct"]);
      visitors.set(standing, { visitor, userId: (await visitor.whoAmI())?.id ?? "" });
    }
  }
});

const cases = Object.keys(actions).flatMap((name) =>
  standings.flatMap((standing) =>
    (["their own", "a foreign"] as const).map((whose) => ({ name, standing, whose })),
  ),
);

test("no act of an organization is left out here", () => {
  const handlers = /from "#lib\/organizations\/(invitations\/)?handlers\.ts"/;
  const routes = globSync("app/api/v1/**/route.ts")
    .filter((file) => handlers.test(readFileSync(file, "utf8")))
    .map((file) => file.replace(/^app\/api\/v1\//, "").replace(/\/route\.ts$/, ""));
  expect(routes.length).toBeGreaterThan(13);
  const tried = new Set(Object.values(actions).map(({ route }) => route));
  expect([...tried].toSorted()).toEqual(routes.toSorted());
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const countEvents = async (on: Database) => {
    const statement = sql`select count(*)::integer as count from audit_events`;
    return (await rows(on, statement, ({ count }) => Number(count)))[0];
  };

  test.each(cases)("who is $standing and would $name, $whose one", async (tried) => {
    const { name, standing, whose } = tried;
    const action = actions[name];
    const who = visitors.get(standing);
    if (!action || !who) throw new Error("unreachable");

    const found = await scene(db());
    await action.prepare?.(db(), found);
    const isOwn = whose === "their own";
    if (standing !== "outsider" && standing !== "signed out") {
      const theirs = isOwn ? found : await team(db());
      await theirs.join(standing, who.userId);
    }
    const expected =
      standing === "signed out"
        ? 401
        : action.statuses[isOwn ? standings.indexOf(standing) : standings.indexOf("outsider")];

    const [before, events] = [await everything(db()), await countEvents(db())];
    const headers = new Headers(who.visitor.headers);
    headers.set("sec-fetch-site", "same-origin");
    headers.set("accept", "application/json");
    headers.set("content-type", "application/json");
    const body = JSON.stringify(action.body?.(found) ?? {});
    const request = new Request(`${appUrl}/api/v1/${action.route}`, {
      method: "POST",
      headers,
      body,
    });
    const post = action.post(found, async () => db());
    const response = await post(request);

    expect(response.status).toBe(expected);
    if (response.status === 200) {
      expect(await countEvents(db())).toBe(Number(events) + 1);
      return;
    }
    const codes: Record<number, RegExp> = {
      401: /^unauthenticated$/,
      403: /^(forbidden|other_address)$/,
      404: /^not_found$/,
    };
    expect((await response.json()).code).toMatch(codes[response.status] ?? /^$/);
    expect(await everything(db())).toBe(before);
  });
});
