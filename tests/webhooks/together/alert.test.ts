import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { organizations, plans, webhookEvents } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { replay } from "#lib/integrations/replay.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { sendAlert } from "#lib/webhooks/alert.ts";
import type { Envelope } from "#lib/webhooks/envelope.ts";
import { receive } from "#lib/webhooks/receive.ts";
import { testDatabase } from "../../database.ts";
import { payload } from "../payload.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

const product = crypto.randomUUID();
beforeEach(async () => {
  for (const level of ["log", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation(() => {});
  }
  await db().update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Somewhere on this machine that takes alerts, such as a chat. */
async function takeAlerts(answer: number | "never" = 200) {
  const taken: object[] = [];
  const server = createServer(async (request, response) => {
    taken.push(JSON.parse(await text(request)));
    if (answer !== "never") response.writeHead(answer).end("ok");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port }: AddressInfo = Object(server.address());
  const url = `http://127.0.0.1:${port}/secret-path`;
  vi.stubEnv("ALERT_WEBHOOK_URL", url);
  return { taken, url };
}

const lines = (level: "log" | "warn" | "error") =>
  vi.mocked(console[level]).mock.calls.map(([line]): object => JSON.parse(String(line)));

/** Receives an event, and then does what was put off until the answer was sent. */
async function deliver(envelope: Envelope, provider: "clerk" | "polar" = "polar") {
  const putOff: (() => Promise<void>)[] = [];
  const body = JSON.stringify(envelope);
  const name = provider === "clerk" ? "svix-id" : "webhook-id";
  const headers = { [name]: `msg_${crypto.randomUUID()}` };
  const answer = await receive(
    new Request("http://localhost/", { method: "POST", headers, body }),
    {
      provider,
      headerPrefix: provider === "clerk" ? "svix" : "webhook",
      secrets: ["any"],
      verify: async () => {},
      replay,
      database: async () => db(),
      record: provider === "polar" ? recordPolarEvent : recordClerkEvent,
      after: (work) => putOff.push(work),
    },
  );
  return { status: answer.status, finish: () => Promise.all(putOff.map((work) => work())) };
}

function subscribed(organization: string, changes: object = {}): Envelope {
  const captured = payload("polar/synthetic.subscription.active");
  const id = crypto.randomUUID();
  const customer = { external_id: organization, email: "person@example.test" };
  return {
    ...captured,
    data: { ...Object(captured.data), id, product_id: product, customer, ...changes },
  };
}

async function insertOrganization(clerkOrganizationId?: string) {
  const id = crypto.randomUUID();
  await db().insert(organizations).values({ id, slug: id, name: "A tenant", clerkOrganizationId });
  return id;
}

describe("somebody is told", () => {
  test.each([
    ["a type that nobody knew", { type: "mystery.created", data: {} }, "unknown type"],
    ["an event that has to wait", subscribed(crypto.randomUUID()), "parked"],
  ])("of %s", async (_, envelope, kind) => {
    const { taken } = await takeAlerts();
    const { status, finish } = await deliver(envelope);
    expect(status).toBe(200);
    await finish();
    expect(taken).toMatchObject([{ kind, provider: "polar", type: envelope.type }]);
    expect(lines("warn")).toMatchObject([{ event: "alert", kind, type: envelope.type }]);
  });

  test("of a status that nobody knew", async () => {
    const { taken } = await takeAlerts();
    const organizationId = await insertOrganization();
    const { finish } = await deliver(subscribed(organizationId, { status: "hibernating" }));
    await finish();
    expect(taken).toMatchObject([{ kind: "unknown status", organizationId }]);
  });

  test("of a role of Clerk's that has no place here", async () => {
    const { taken } = await takeAlerts();
    const organizationId = await insertOrganization("org_with_roles");
    const data = {
      id: "orgmem_with_roles",
      role: "org:billing_manager",
      organization: { id: "org_with_roles" },
      public_user_data: { user_id: "user_with_roles", identifier: "person@example.test" },
    };
    const type = "organizationMembership.created";
    const { finish } = await deliver({ type, timestamp: Date.now(), data }, "clerk");
    await finish();
    expect(taken).toMatchObject([{ kind: "unknown role", entityId: data.id, organizationId }]);
  });

  test("of two live subscriptions, in words that a chat can show", async () => {
    const { taken } = await takeAlerts();
    const organizationId = await insertOrganization();
    for (let n = 0; n < 2; n++) await (await deliver(subscribed(organizationId))).finish();
    expect(taken).toMatchObject([
      {
        kind: "two live subscriptions",
        organizationId,
        text: expect.stringMatching(/^Webhooks: two live subscriptions \(polar, subscription\./),
      },
    ]);
  });

  test("of nothing when all is well", async () => {
    const { taken } = await takeAlerts();
    await (await deliver(subscribed(await insertOrganization()))).finish();
    await (await deliver(payload("polar/01.customer.updated"))).finish();
    expect(taken).toEqual([]);
    expect(console.warn).not.toHaveBeenCalled();
  });

  test("in the log, when there is nowhere to post to", async () => {
    vi.stubEnv("ALERT_WEBHOOK_URL", "");
    await (await deliver(subscribed(crypto.randomUUID()))).finish();
    expect(lines("warn")).toMatchObject([{ kind: "parked", reason: "unknown organization" }]);
    expect(console.error).not.toHaveBeenCalled();
  });
});

test("an alert holds nothing of the body but its ids", async () => {
  const { taken } = await takeAlerts();
  await (await deliver(subscribed(crypto.randomUUID()))).finish();
  const keys = Object.keys(taken[0] ?? {}).filter((key) => key !== "text");
  expect(keys.toSorted()).toEqual([
    "entityId",
    "eventId",
    "kind",
    "organizationId",
    "provider",
    "reason",
    "type",
  ]);
  expect(JSON.stringify([taken, lines("warn")])).not.toContain("person@example.test");
});

test.each([
  ["answers 500", 500, "status 500"],
  ["does not answer", "never", "TimeoutError"],
] as const)("a chat that %s is logged, without its address", async (_, answer, reason) => {
  const { url } = await takeAlerts(answer);
  await sendAlert({ kind: "parked" }, { timeout: 200 });
  expect(lines("error")).toMatchObject([{ event: "alert_failed", kind: "parked", reason }]);
  expect(JSON.stringify([lines("error"), lines("warn")])).not.toContain(url);
});

test("a delivery is answered before anybody is told, and although nobody can be", async () => {
  vi.stubEnv("ALERT_WEBHOOK_URL", "not an address");
  const { status, finish } = await deliver(subscribed(crypto.randomUUID()));
  expect(status).toBe(200);
  expect(console.warn).not.toHaveBeenCalled();
  await finish();
  expect(lines("error")).toMatchObject([{ event: "alert_failed" }]);
});

test("what waited for an organization is applied after its event was answered", async () => {
  const clerkId = `org_${crypto.randomUUID()}`;
  const waiting = subscribed(clerkId);
  await deliver(waiting);
  const outcome = async () => {
    const [row] = await db()
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.entityId, Object(waiting.data).id));
    return row?.outcome;
  };
  const { finish } = await deliver(
    {
      type: "organization.created",
      timestamp: Date.now(),
      data: { id: clerkId, name: "Late", slug: clerkId.toLowerCase() },
    },
    "clerk",
  );
  expect(await outcome()).toBe("parked");
  await finish();
  expect(await outcome()).toBe("applied");
});
