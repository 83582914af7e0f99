import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { published } from "#app/api/forms/published.ts";
import { lastingLimits, rateLimits } from "#drizzle/tables.ts";
import { formRoute } from "#lib/api/form-route.ts";
import { apiHandler } from "#lib/api/handler.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { formOf } from "#lib/forms/act.ts";
import { createApiKey } from "#lib/organizations/api-keys/create.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { type ApiScope, apiScopes } from "#lib/organizations/api-keys/scopes.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { type Role, roles } from "#lib/organizations/roles.ts";
import { sufficientFor } from "#lib/organizations/scope.ts";
import { drivers, type TestDatabase } from "../database.ts";
import { useDatabase, Visitor } from "../identity/visitor.ts";
import { type Action, type Scene, scene } from "./actions.ts";
import { appUrl, everything, type Team, team } from "./team.ts";

const people = [...roles, "stranger"] as const;

/** Who tries, and whether in their own organization. */
type Standing =
  | { kind: "signed out" }
  | { kind: "stranger" }
  | { kind: "person"; role: Role; isForeign: boolean }
  | { kind: "key"; scope: ApiScope; isForeign: boolean };

const both = [false, true];
const standings: Standing[] = [
  { kind: "signed out" },
  { kind: "stranger" },
  ...roles.flatMap((role) =>
    both.map((isForeign) => ({ kind: "person", role, isForeign }) as const),
  ),
  ...apiScopes.flatMap((scope) =>
    both.map((isForeign) => ({ kind: "key", scope, isForeign }) as const),
  ),
];

function nameOf(standing: Standing): string {
  const where = "isForeign" in standing && standing.isForeign ? " of another organization" : "";
  if (standing.kind === "key") return `a key for ${standing.scope}${where}`;
  return standing.kind === "person" ? `an ${standing.role}${where}` : standing.kind;
}

const publicationOf = (action: Action) => {
  const found = published.find(({ act }) => act.name === action.act);
  if (!found) throw new Error(`There is no act ${action.act}`);
  return found;
};

type Expected = { status: number; code: RegExp } | "done";
const refusals: Record<number, RegExp> = {
  401: /^(unauthenticated|no_credentials)$/,
  403: /^(forbidden|other_address|person_required|insufficient_scope)$/,
  404: /^not_found$/,
  503: /^not_selling$/,
};
const refusedWith = (status: number): Expected => ({ status, code: refusals[status] ?? /^$/ });

/** What the permissions say of it. */
function expected(action: Action, standing: Standing): Expected {
  const { needs } = publicationOf(action).act;
  if (standing.kind === "signed out") return refusedWith(401);
  if (standing.kind === "key") {
    if (!needs?.scope) return refusedWith(403);
    const isEnough = sufficientFor(needs.scope).includes(standing.scope);
    if (!isEnough) return refusedWith(403);
    if (standing.isForeign) return refusedWith(404);
    // A key does what an admin does.
    return action.isForPeople || action.also ? refusedWith(403) : "done";
  }
  if (action.refused) return refusedWith(action.refused);
  if (!needs) return "done";
  if (standing.kind === "stranger" || standing.isForeign) return refusedWith(404);
  const isLeast = isAllowed(standing.role, { ...needs, least: needs.least as Role });
  if (isLeast && (!action.also || isAllowed(standing.role, action.also))) {
    return action.refusedInTheEnd ? refusedWith(action.refusedInTheEnd) : "done";
  }
  return refusedWith(action.isHidden ? 404 : 403);
}

const doors = ["a form", "the API"] as const;

/** Who is refused is settled by SQL that all drivers send: on the others, one of them is enough. */
const wholeOn = "postgres-js direct";

/**
 * Tries each action as everybody, by a form and at the API: what the table of rights says is what happens.
 * On every driver whoever may do it does it, and a stranger is refused.
 */
export function tryEveryRight(database: TestDatabase, actions: Record<string, Action>): void {
  const visitors = new Map<string, { visitor: Visitor; userId: string }>();
  beforeAll(async () => {
    useDatabase(database);
    for (const one of people) {
      const visitor = new Visitor();
      await visitor.signUp();
      await visitor.confirm(database.on["postgres-js direct"]);
      visitors.set(one, { visitor, userId: (await visitor.whoAmI())?.id ?? "" });
    }
  });
  // How much one may do in a minute, or a day, is not what this is about.
  beforeEach(async () => {
    await database.on["postgres-js direct"].delete(rateLimits);
    await database.on["postgres-js direct"].delete(lastingLimits);
  });

  describe.each(drivers)("on %s", (driver) => {
    const db = () => database.on[driver];
    const connect = async () => db();
    const countEvents = async (on: Database) => {
      const statement = sql`select count(*)::integer as count from audit_events`;
      return (await rows(on, statement, ({ count }) => Number(count)))[0];
    };

    /** Another organization, with its members. */
    let foreign: Promise<Team> | undefined;
    const elsewhere = () => {
      foreign ??= team(db()).then(async (made) => {
        for (const role of roles) await made.join(role, visitors.get(role)?.userId);
        return made;
      });
      return foreign;
    };

    const foreignKeys = new Map<ApiScope, string>();
    /** A new key. The person who made it answers for its invitations. */
    async function keyOf(theirs: Team, scope: ApiScope): Promise<string> {
      const made = await newApiKey();
      const input = { id: crypto.randomUUID(), name: "Theirs", scopes: [scope], lifetime: 0 };
      await createApiKey(db(), theirs.owner, input, made);
      return made.key;
    }

    /** What they prove themselves with, once they stand in the scene as they are said to. */
    async function credentials(standing: Standing, found: Scene): Promise<Headers> {
      if (standing.kind === "signed out") return new Headers();
      const isForeign = "isForeign" in standing && standing.isForeign;
      const theirs = isForeign ? await elsewhere() : found;
      if (standing.kind === "key") {
        // An organization has 50 keys at the most.
        const known = isForeign ? foreignKeys.get(standing.scope) : undefined;
        const key = known ?? (await keyOf(theirs, standing.scope));
        if (isForeign) foreignKeys.set(standing.scope, key);
        return new Headers({ authorization: `Bearer ${key}` });
      }
      const who = visitors.get(standing.kind === "person" ? standing.role : "stranger");
      if (!who) throw new Error("unreachable");
      if (standing.kind === "person" && !isForeign) await theirs.join(standing.role, who.userId);
      return new Headers(who.visitor.headers);
    }

    /** Knocks as a browser does by a form, or as a program or a page does at the API. */
    async function knock(door: string, action: Action, found: Scene, headers: Headers) {
      const { act, operation } = publicationOf(action);
      const params: Record<string, string> = { slug: found.slug, ...action.params?.(found) };
      const said = door === "a form" ? action.form : undefined;
      const input = said?.(found) ?? action.input?.(found) ?? {};
      headers.set("origin", appUrl);
      if (door === "a form") {
        headers.set("accept", "application/json");
        const pairs = Object.entries(input).flatMap(([name, value]) =>
          [value].flat().map((one) => [name, String(one)]),
        );
        const { action: address } = formOf(act, params);
        const body = new URLSearchParams(pairs);
        const request = new Request(`${appUrl}${address}`, { method: "POST", headers, body });
        const path = address.split("/").slice(3).map(decodeURIComponent);
        return formRoute(published, connect)(request, { params: Promise.resolve({ path }) });
      }
      if (!operation) return undefined;
      const { method, body } = operation;
      if (body) headers.set("content-type", "application/json");
      headers.set("if-match", "*");
      const address = operation.path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "");
      const init = { method, headers, ...(body && { body: JSON.stringify(input) }) };
      const request = new Request(`${appUrl}/api/v1${address}`, init);
      return apiHandler(operation, connect)(request, { params: Promise.resolve(params) });
    }

    async function setUp(action: Action): Promise<Scene> {
      const found = await scene(db());
      await action.prepare?.(db(), found);
      return found;
    }

    const scenes = new Map<Action, Promise<Scene>>();
    /** The scene for those who change nothing in it: one for each act. */
    const unchanged = (action: Action): Promise<Scene> => {
      const found = scenes.get(action) ?? setUp(action);
      scenes.set(action, found);
      return found;
    };

    const cases = Object.entries(actions).flatMap(([name, action]) =>
      standings
        .filter(
          (standing) =>
            driver === wholeOn ||
            standing.kind === "stranger" ||
            expected(action, standing) === "done",
        )
        .map((standing) => ({ name, standing, who: nameOf(standing) })),
    );

    test.each(cases)("$who would $name", async ({ name, standing }) => {
      const action = actions[name];
      if (!action) throw new Error("unreachable");
      const wanted = expected(action, standing);
      const isMember = standing.kind === "person" && !standing.isForeign;
      for (const door of doors) {
        // No browser proves itself to a form with a key.
        if (door === "a form" && standing.kind === "key") continue;
        const found = await (wanted === "done" || isMember ? setUp(action) : unchanged(action));
        const headers = await credentials(standing, found);
        const [before, events] = [await everything(db()), await countEvents(db())];
        const response = await knock(door, action, found, headers);
        if (!response) continue;
        const told = { door, status: response.status };
        if (wanted === "done") {
          expect(told).toEqual({ door, status: expect.toSatisfy((status) => status < 300) });
          expect(await countEvents(db())).toBe(Number(events) + (action.leavesNoEvent ? 0 : 1));
          continue;
        }
        expect(told).toEqual({ door, status: wanted.status });
        expect((await response.json()).code).toMatch(wanted.code);
        expect(await everything(db())).toBe(before);
      }
    });
  });
}
