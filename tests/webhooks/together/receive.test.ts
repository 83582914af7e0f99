import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { user, webhookEvents } from "#drizzle/tables.ts";
import type { ProviderName } from "#lib/integrations/names.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { type Signed, signEvent, signText } from "#local/send.ts";
import { testDatabase } from "../../database.ts";
import vectors from "../../payloads/signature-vectors.json" with { type: "json" };
import { payload } from "../payload.ts";

const database = testDatabase();

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", database.pooled);
  vi.stubEnv("DATABASE_URL_READ", database.read);
  for (const [name, value] of Object.entries(allLocalSecrets)) vi.stubEnv(name, value);
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.resetModules();
});

const secrets = {
  clerk: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  polar: allLocalSecrets.POLAR_WEBHOOK_SECRET,
};

/** The receiver as it is deployed, in an instance that has just started. */
async function deliver(provider: ProviderName, signed: Signed | RequestInit): Promise<Response> {
  const { POST } = await import(`../../../app/api/webhooks/${provider}/route.ts`);
  const init = { method: "POST", duplex: "half", ...signed };
  return POST(new Request(`http://localhost/api/webhooks/${provider}`, init));
}

const deliveries = () => database.on["postgres-js direct"].$count(webhookEvents);

const events = {
  clerk: payload("clerk/user.updated"),
  polar: payload("polar/01.customer.updated"),
};

describe.each(["clerk", "polar"] as const)("the receiver of %s", (provider) => {
  const signed = (event: object = events[provider], secret: string = secrets[provider]) =>
    signEvent(provider, event, secret);

  test("takes a signed delivery, once", async () => {
    const delivery = signed();
    const first = await deliver(provider, delivery);
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual({ outcome: provider === "clerk" ? "applied" : "ignored" });
    const second = await deliver(provider, delivery);
    expect(second.status).toBe(200);
    expect(await second.json()).toEqual({ outcome: "duplicate" });
  });

  const id = provider === "clerk" ? "svix-id" : "webhook-id";
  const signature = provider === "clerk" ? "svix-signature" : "webhook-signature";
  const forged: [string, (delivery: Signed) => Signed][] = [
    ["without a signature", ({ body }) => ({ body, headers: {} })],
    [
      "signed with another secret",
      () => signed(events[provider], `whsec_${btoa("another secret")}`),
    ],
    ["whose body was changed", ({ headers, body }) => ({ headers, body: `${body} ` })],
    [
      "whose id was changed",
      ({ headers, body }) => ({ body, headers: { ...headers, [id]: "msg_2" } }),
    ],
    [
      "with a signature that is none",
      ({ headers, body }) => ({ body, headers: { ...headers, [signature]: "v1," } }),
    ],
    [
      "signed more than five minutes ago",
      () =>
        signEvent(provider, events[provider], secrets[provider], {
          at: new Date(Date.now() - 301_000),
        }),
    ],
    [
      "signed for more than five minutes from now",
      () =>
        signEvent(provider, events[provider], secrets[provider], {
          at: new Date(Date.now() + 302_000),
        }),
    ],
  ];
  test.each(forged)("refuses a delivery %s and keeps nothing of it", async (_, forge) => {
    const before = await deliveries();
    const answer = await deliver(provider, forge(signed()));
    expect(answer.status).toBe(403);
    expect(await deliveries()).toBe(before);
  });

  test("takes a delivery once, whatever it says beside what is signed", async () => {
    const { headers, body } = signed({ ...events[provider], added: crypto.randomUUID() });
    const other = provider === "clerk" ? "webhook" : "svix";
    const added = {
      [`${other}-id`]: "msg_added",
      [`${other}-timestamp`]: "1",
      [`${other}-signature`]: "v1,",
    };
    expect((await deliver(provider, { headers, body })).status).toBe(200);
    const again = await deliver(provider, { headers: { ...headers, ...added }, body });
    expect(await again.json()).toEqual({ outcome: "duplicate" });
  });

  test("is not signed by the headers of the other provider", async () => {
    const other = provider === "clerk" ? "polar" : "clerk";
    const { headers } = signText(other, JSON.stringify(events[provider]), secrets[provider]);
    const delivery = { headers, body: JSON.stringify(events[provider]) };
    expect((await deliver(provider, delivery)).status).toBe(403);
  });

  test.each([
    ["of 3,000 characters", "m".repeat(3_000)],
    ["of 256 characters", "m".repeat(256)],
    ["with a letter outside of ASCII", "msg_é"],
  ])("answers 400 to a signed delivery with an id %s, and keeps nothing of it", async (_, long) => {
    const before = await deliveries();
    const text = JSON.stringify(events[provider]);
    const answer = await deliver(
      provider,
      signText(provider, text, secrets[provider], { id: long }),
    );
    expect(answer.status).toBe(400);
    expect(await deliveries()).toBe(before);
  });

  test.each([
    ["of a type of 201 characters", JSON.stringify({ type: "x".repeat(201), data: {} })],
    ["not JSON", "{"],
    ["a list", "[]"],
    ["without a type", '{"data":{}}'],
    ["without data", '{"type":"user.created"}'],
    ["empty", ""],
  ])("answers 400 to a signed body that is %s, and keeps nothing of it", async (_, text) => {
    const before = await deliveries();
    const answer = await deliver(provider, signText(provider, text, secrets[provider]));
    expect(answer.status).toBe(400);
    expect(await deliveries()).toBe(before);
  });

  test("reads no more than a megabyte", async () => {
    const before = await deliveries();
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    expect((await deliver(provider, { ...signed(), body: endless })).status).toBe(413);
    expect(sent).toBeLessThan(2_000_000);
    const announced = { ...signed().headers, "content-length": "2097152" };
    expect((await deliver(provider, { headers: announced, body: "{}" })).status).toBe(413);
    expect(await deliveries()).toBe(before);
  });

  test("answers 400 when the connection breaks before the body has ended", async () => {
    const { headers, body } = signed();
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body.slice(0, 20)));
        controller.error(new Error("reset"));
      },
    });
    expect((await deliver(provider, { headers, body: broken })).status).toBe(400);
  });

  test("answers 503 while the database cannot be reached, so that the provider sends again", async () => {
    vi.stubEnv("DATABASE_URL", "postgres://penning:penning@127.0.0.1:9/penning");
    const delivery = signed();
    expect((await deliver(provider, delivery)).status).toBe(503);
    vi.stubEnv("DATABASE_URL", database.pooled);
    vi.resetModules();
    expect((await deliver(provider, delivery)).status).toBe(200);
  });

  const variable = provider === "clerk" ? "CLERK_WEBHOOK_SIGNING_SECRET" : "POLAR_WEBHOOK_SECRET";

  test("answers 500 while its secret is missing", async () => {
    vi.stubEnv(variable, "");
    expect((await deliver(provider, signed())).status).toBe(500);
  });

  test("takes either secret while one is being replaced by the other", async () => {
    const next = `whsec_${btoa("the secret that comes next")}`;
    vi.stubEnv(variable, `${next}, ${secrets[provider]}`);
    expect((await deliver(provider, signed())).status).toBe(200);
    expect((await deliver(provider, signed(events[provider], next))).status).toBe(200);
  });

  test("logs one line that a machine can read, without the person's data", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await deliver(provider, signed());
    expect(log).toHaveBeenCalledOnce();
    const line: unknown = log.mock.calls[0]?.[0];
    expect(JSON.parse(String(line))).toMatchObject({ event: "webhook", provider, status: 200 });
    expect(line).not.toContain("example.com");
  });
});

test("Clerk's secret is also read under its older name", async () => {
  vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
  vi.stubEnv("CLERK_WEBHOOK_SECRET", secrets.clerk);
  expect((await deliver("clerk", signEvent("clerk", events.clerk, secrets.clerk))).status).toBe(
    200,
  );
});

test("a change that Clerk sends is in the user's row when the answer is", async () => {
  await deliver("clerk", signEvent("clerk", events.clerk, secrets.clerk));
  const [row] = await database.on["postgres-js direct"]
    .select()
    .from(user)
    .where(eq(user.id, "user_32ADzRedactedGraceExample001"));
  expect(row).toMatchObject({ firstName: "Grace" });
});

const { note: _, ...signatures } = vectors;
test.each(Object.entries(signatures))(
  "the known signature %s is accepted",
  async (name, vector) => {
    const provider = name.startsWith("clerk") ? "clerk" : "polar";
    const prefix = provider === "clerk" ? "svix" : "webhook";
    vi.useFakeTimers({ toFake: ["Date"], now: vector.timestamp * 1_000 });
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", vector.secret);
    vi.stubEnv("POLAR_WEBHOOK_SECRET", vector.secret);
    const answer = await deliver(provider, {
      body: vector.body,
      headers: {
        [`${prefix}-id`]: vector.id,
        [`${prefix}-timestamp`]: String(vector.timestamp),
        [`${prefix}-signature`]: vector.signature,
      },
    });
    expect(answer.status).toBe(200);
  },
);
