import { beforeAll, describe, expect, test } from "vitest";
import { apiHandler } from "#lib/api/handler.ts";
import type { Operation } from "#lib/api/operation.ts";
import { listAuditEventsOperation } from "#lib/api/operations/audit-events.ts";
import { createInvitation } from "#lib/api/operations/invitations.ts";
import { listMembersOperation } from "#lib/api/operations/members.ts";
import { getOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { spendCreditsOperation } from "#lib/api/operations/usage.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, useDatabase } from "../identity/visitor.ts";
import { keyedTenant } from "./tenant.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
});

const { operation: inviting } = createInvitation;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Calls an operation with a key, and counts the statements that it sends. */
  async function counted<Params, Query, Body>(
    operation: Operation<Params, Query, Body>,
    key: string,
    { slug, body }: { slug: string; body?: object },
  ) {
    let statements = 0;
    const counting = new Proxy(db(), {
      get(target, name) {
        if (name === "execute") statements += 1;
        return Reflect.get(target, name);
      },
    });
    const handle = apiHandler(operation, async () => counting);
    const headers = {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    };
    const { method } = operation;
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const request = new Request(`${appUrl}/api/v1${operation.path}`, init);
    const response = await handle(request, { params: Promise.resolve({ slug }) });
    return { status: response.status, statements };
  }

  test("a request with a key is one statement: proven, counted, done and kept", async () => {
    const { slug, key } = await keyedTenant(db());
    const { key: all } = await key(["write", "usage"]);
    const body = { email: "guest@example.test", role: "member" };
    const once = (status: number) => ({ status, statements: 1 });
    expect(await counted(getOrganizationOperation, all, { slug })).toEqual(once(200));
    expect(await counted(listMembersOperation, all, { slug })).toEqual(once(200));
    expect(await counted(listAuditEventsOperation, all, { slug })).toEqual(once(200));
    expect(await counted(inviting, all, { slug, body })).toEqual(once(201));
    expect(await counted(spendCreditsOperation, all, { slug, body: { credits: 1 } })).toEqual(
      once(201),
    );
  });

  test("a refusal is one statement as well, and what can be no key is none", async () => {
    const { slug, key } = await keyedTenant(db());
    const { key: reading } = await key(["read"]);
    const body = { email: "guest@example.test", role: "member" };
    const refused = await counted(inviting, reading, { slug, body });
    expect(refused).toEqual({ status: 403, statements: 1 });
    const unknown = `pn_live_${"a".repeat(43)}`;
    expect(await counted(getOrganizationOperation, unknown, { slug })).toEqual({
      status: 401,
      statements: 1,
    });
    expect(await counted(getOrganizationOperation, "pn_live_x", { slug })).toEqual({
      status: 401,
      statements: 0,
    });
  });
});
