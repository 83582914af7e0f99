import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { recordPolarEvent } from "#lib/billing/record.ts";
import type { Database } from "#lib/db/database.ts";
import { memberships, organizations, plans, user, webhookEvents } from "#lib/db/schema.ts";
import type { Role } from "#lib/organizations/schema.ts";
import {
  type DeliveryFilter,
  deliveriesPerPage,
  getDelivery,
  listDeliveries,
} from "#lib/webhooks/deliveries.ts";
import type { Envelope } from "#lib/webhooks/envelope.ts";
import { postReplay, postReplayParked } from "#lib/webhooks/replay-handlers.ts";
import { replayOwn, replayOwnParked } from "#lib/webhooks/replay-own.ts";
import { createDatabase, drivers, type TestDatabase } from "../database.ts";
import { appUrl, useDatabase, Visitor } from "../identity/visitor.ts";
import { delivery, payload } from "./payload.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  useDatabase(database);
});
afterAll(() => database.drop());
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const product = crypto.randomUUID();

/** An organization with an owner, a way to let others in, and a way to receive events of it. */
async function tenant(db: Database) {
  const slug = crypto.randomUUID();
  const id = crypto.randomUUID();
  await db.insert(organizations).values({ id, slug, name: "A tenant" });
  await db.update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));

  const join = async (role: Role, userId: string = crypto.randomUUID()) => {
    const email = `${userId}@acme.test`;
    await db.insert(user).values({ id: userId, name: "Ada", email }).onConflictDoNothing();
    await db.insert(memberships).values({ organizationId: id, userId, role });
    return { userId, slug };
  };

  /** @returns the inbox's id of a new event. */
  const receive = async (changes: object = {}, type = "subscription.active") => {
    const captured = payload("polar/synthetic.subscription.active");
    const event: Envelope = {
      ...captured,
      type,
      data: {
        ...Object(captured.data),
        id: crypto.randomUUID(),
        product_id: product,
        customer: { external_id: id },
        ...changes,
      },
    };
    const [sent, envelope] = delivery("polar", event);
    await recordPolarEvent(db, sent, envelope);
    const [row] = await db
      .select({ id: webhookEvents.id })
      .from(webhookEvents)
      .where(eq(webhookEvents.eventId, sent.id));
    return row?.id ?? "";
  };

  return { id, slug, owner: await join("owner"), join, receive };
}

const unsold = { product_id: "not sold yet" };

const sellIt = (db: Database) =>
  db.update(plans).set({ polarProductId: unsold.product_id }).where(eq(plans.slug, "pro"));

const outcomeOf = async (db: Database, id: string) => {
  const [row] = await db.select().from(webhookEvents).where(eq(webhookEvents.id, id));
  return row?.outcome;
};

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an owner sees the deliveries of the organization, newest first, and no other's", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const first = await mine.receive();
    await other.receive();
    const second = await mine.receive(unsold);
    const found = await listDeliveries(db(), mine.owner);
    expect(found).toMatchObject({
      organization: { slug: mine.slug, name: "A tenant" },
      viewer: { name: "Ada" },
      role: "owner",
      types: ["subscription.active"],
      parkedCount: 1,
      next: undefined,
    });
    expect(found?.deliveries).toMatchObject([
      { id: second, outcome: "parked", reason: "unknown product", attempts: 1 },
      { id: first, outcome: "applied", reason: null, provider: "polar" },
    ]);
    expect(found?.deliveries[0]?.createdAt).toBeInstanceOf(Date);
  });

  test("an organization without deliveries has an empty list", async () => {
    const { owner } = await tenant(db());
    expect(await listDeliveries(db(), owner)).toMatchObject({
      deliveries: [],
      types: [],
      parkedCount: 0,
      next: undefined,
    });
  });

  test("deliveries can be narrowed to a sender, an outcome and a type", async () => {
    const { owner, receive } = await tenant(db());
    const applied = await receive();
    const parked = await receive(unsold, "subscription.updated");
    const found = async (filter: DeliveryFilter) =>
      (await listDeliveries(db(), owner, filter))?.deliveries.map(({ id }) => id);
    expect(await found({ outcome: "applied" })).toEqual([applied]);
    expect(await found({ type: "subscription.updated" })).toEqual([parked]);
    expect(await found({ provider: "polar", outcome: "parked" })).toEqual([parked]);
    expect(await found({ provider: "clerk" })).toEqual([]);
    expect(await found({ outcome: "applied", type: "subscription.updated" })).toEqual([]);
    // The filter offers all types, and parked ones are counted, whatever is shown.
    expect(await listDeliveries(db(), owner, { provider: "clerk" })).toMatchObject({
      types: ["subscription.active", "subscription.updated"],
      parkedCount: 1,
    });
  });

  test("page after page shows each delivery once, also those of one moment", async () => {
    const { id: organizationId, owner } = await tenant(db());
    const createdAt = new Date("2026-05-01T00:00:00Z");
    const count = 2 * deliveriesPerPage + 1;
    await db()
      .insert(webhookEvents)
      .values(
        Array.from({ length: count }, () => ({
          provider: "polar" as const,
          eventId: crypto.randomUUID(),
          type: "subscription.active",
          body: "{}",
          outcome: "applied" as const,
          organizationId,
          createdAt,
        })),
      );
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 3; page++) {
      const found = await listDeliveries(db(), owner, { before });
      seen.push(...(found?.deliveries.map(({ id }) => id) ?? []));
      before = found?.next;
    }
    expect(before).toBeUndefined();
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
  });

  test("a page after a delivery that is not there, or another's, is the first page", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const newest = await mine.receive();
    for (const before of [await other.receive(), crypto.randomUUID()]) {
      const found = await listDeliveries(db(), mine.owner, { before });
      expect(found?.deliveries.map(({ id }) => id)).toEqual([newest]);
    }
  });

  test("an owner sees one delivery with its body as it was sent", async () => {
    const { owner, receive } = await tenant(db());
    const id = await receive({ product_id: "not sold yet", name: "Zoë\u0000 <b>" });
    const found = await getDelivery(db(), owner, id);
    expect(found?.delivery).toMatchObject({
      id,
      outcome: "parked",
      waitsFor: "product:not sold yet",
      eventAt: expect.stringMatching(/^2026-/),
      eventTie: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(found?.delivery.body ?? "")).toMatchObject({
      data: { name: "Zoë\u0000 <b>" },
    });
  });

  test("members, admins, former owners, strangers and other owners see and replay nothing", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const id = await mine.receive(unsold);
    const former = await mine.join("owner");
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, former.userId));
    await sellIt(db());
    const visitors = [
      [await mine.join("member"), "forbidden"],
      [await mine.join("admin"), "forbidden"],
      [former, "not_found"],
      [{ userId: "nobody", slug: mine.slug }, "not_found"],
      [{ userId: other.owner.userId, slug: mine.slug }, "not_found"],
      [{ userId: mine.owner.userId, slug: "nowhere" }, "not_found"],
    ] as const;
    for (const [scope, refusal] of visitors) {
      expect(await listDeliveries(db(), scope)).toBeNull();
      expect(await getDelivery(db(), scope, id)).toBeNull();
      expect(await replayOwn(db(), scope, { id })).toBe(refusal);
      expect(await replayOwnParked(db(), scope)).toBe(refusal);
    }
    // Under the address of their own organization, another's delivery does not exist.
    expect(await getDelivery(db(), other.owner, id)).toBeNull();
    expect(await replayOwn(db(), other.owner, { id })).toBe("not_found");
    expect(await replayOwnParked(db(), other.owner)).toEqual({});
    expect(await outcomeOf(db(), id)).toBe("parked");
  });

  test("an owner replays one delivery, or all that are parked", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const parked = [await mine.receive(unsold), await mine.receive(unsold)];
    const others = await other.receive(unsold);
    expect(await replayOwn(db(), mine.owner, { id: parked[0] ?? "" })).toMatchObject({
      outcome: "parked",
      reason: "unknown product",
    });
    await sellIt(db());
    expect(await replayOwn(db(), mine.owner, { id: parked[0] ?? "" })).toMatchObject({
      outcome: "applied",
    });
    expect(await replayOwnParked(db(), mine.owner)).toEqual({ applied: 1 });
    expect(await replayOwnParked(db(), mine.owner)).toEqual({});
    expect(await outcomeOf(db(), others)).toBe("parked");
  });
});

describe("the routes that replay", () => {
  const db = () => database.on["postgres-js direct"];

  async function signedUp(role?: Role) {
    const visitor = new Visitor();
    await visitor.signUp();
    const found = await tenant(db());
    const userId = (await visitor.whoAmI())?.id ?? "";
    if (role) await found.join(role, userId);
    return { ...found, visitor };
  }

  async function post(
    act: (request: Request) => Promise<Response>,
    visitor: Visitor,
    headers: Record<string, string> = {},
  ) {
    const all = new Headers(visitor.headers);
    all.set("sec-fetch-site", "same-origin");
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    const init = { method: "POST", headers: all, body: new URLSearchParams() };
    return act(new Request(`${appUrl}/api/v1/`, init));
  }

  const json = { accept: "application/json" };

  test("a browser without script comes back to the page, with what came of it", async () => {
    const { slug, visitor, receive } = await signedUp("owner");
    const id = await receive(unsold);
    const page = `/o/${slug}/settings/webhooks`;
    const first = await post(postReplay(slug, id), visitor);
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe(`${page}/${id}?replayed=parked`);
    await sellIt(db());
    const second = await post(postReplayParked(slug), visitor);
    expect(second.headers.get("location")).toBe(`${page}?replayed=parked&applied=1`);
    expect(await outcomeOf(db(), id)).toBe("applied");
  });

  test("a client that accepts JSON is told the outcome", async () => {
    const { slug, visitor, receive } = await signedUp("owner");
    const id = await receive(unsold);
    const one = await post(postReplay(slug, id), visitor, json);
    expect(one.status).toBe(200);
    expect(await one.json()).toMatchObject({ outcome: "parked", reason: "unknown product" });
    const all = await post(postReplayParked(slug), visitor, json);
    expect(await all.json()).toMatchObject({ counts: { parked: 1 } });
  });

  const refusals: [string, Role | undefined, number, string][] = [
    ["a member", "member", 403, "forbidden"],
    ["an admin", "admin", 403, "forbidden"],
    ["a stranger", undefined, 404, "not_found"],
  ];
  test.each(refusals)("refuse %s, and do nothing", async (_, role, status, code) => {
    const { slug, visitor, receive } = await signedUp(role);
    const id = await receive(unsold);
    await sellIt(db());
    for (const act of [postReplay(slug, id), postReplayParked(slug)]) {
      const response = await post(act, visitor, json);
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({ status, code });
    }
    expect(await outcomeOf(db(), id)).toBe("parked");
  });

  test("refuse whose session has ended, whatever their browser remembers", async () => {
    const { slug, visitor, receive } = await signedUp("owner");
    const id = await receive(unsold);
    const { headers } = new Visitor();
    headers.set("cookie", visitor.headers.get("cookie") ?? "");
    await visitor.post("sign-out");
    for (const act of [postReplay(slug, id), postReplayParked(slug)]) {
      const response = await post(act, Object.assign(new Visitor(), { headers }), json);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: "unauthenticated" });
    }
  });

  test("refuse what another site sends", async () => {
    const { slug, visitor, receive } = await signedUp("owner");
    const id = await receive(unsold);
    await sellIt(db());
    for (const act of [postReplay(slug, id), postReplayParked(slug)]) {
      const response = await post(act, visitor, { "sec-fetch-site": "cross-site" });
      expect(response.status).toBe(403);
    }
    expect(await outcomeOf(db(), id)).toBe("parked");
  });

  test.each(["0", "msg_1", "%00", "../../../account", crypto.randomUUID()])(
    "know no delivery %s",
    async (id) => {
      const { slug, visitor } = await signedUp("owner");
      const response = await post(postReplay(slug, id), visitor, json);
      expect(response.status).toBe(404);
    },
  );
});
