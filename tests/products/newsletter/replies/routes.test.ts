import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { GET, POST } from "#app/api/newsletter/replies/[source]/route.newsletter.ts";
import { newsletterReplies } from "#drizzle/tables.ts";
import { testDatabase } from "../../../database.ts";
import { everything, stubRoutes } from "../public/audience.ts";
import { postmarkEvents, resendEvents, sesEvents, standardEvents } from "./events.ts";
import { type Mailed, mailed } from "./mailed.ts";
import { reportsOf } from "./reports.ts";
import { resendSecret, signedBySvix, signedBytes, signedText } from "./signed.ts";
import { certificateUrl, confirmation, notification, signedBySns, snsKey, topic } from "./sns.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
const user = "penning:a-password-for-the-tests";
const sns = snsKey();
beforeAll(() =>
  stubRoutes(database, {
    ...{ NEWSLETTER_RESEND_SECRET: resendSecret, NEWSLETTER_SES_TOPICS: topic },
    MAIL_FROM: "A team <mail@penning.test>",
    NEWSLETTER_POSTMARK_SECRET: `old:a-password-of-last-year, ${user}`,
  }),
);
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

type Sent = Pick<RequestInit, "headers" | "body">;

const post = (source: string, init: Sent): Promise<Response> =>
  POST(
    new Request(`http://localhost:3000/api/newsletter/replies/${source}`, {
      method: "POST",
      ...init,
    }),
    {
      params: Promise.resolve({ source }),
    },
  );

/** SNS, which is not on this machine. @returns what it was asked for. */
function standInForSns(answer = () => new Response(sns.certificate)) {
  const asked: string[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url) => {
    asked.push(String(url));
    return String(url).endsWith(".pem") ? answer() : new Response("<ConfirmSubscriptionResponse/>");
  });
  return asked;
}

const fromSns = (message: ReturnType<typeof notification>, key = sns.key) => ({
  headers: { "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": message.Type },
  body: JSON.stringify(signedBySns(message, key)),
});

const basic = (credentials: string) => ({
  authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
});

/** Each sender's samples, and how it sends one. */
const senders = {
  standard: {
    samples: standardEvents,
    send: (event: unknown, id: string): Sent => signedText(jsonOf(event), id),
  },
  resend: {
    samples: resendEvents,
    send: (event: unknown, id: string): Sent => signedBySvix(jsonOf(event), id),
  },
  postmark: {
    samples: postmarkEvents,
    send: (event: unknown): Sent => ({ headers: basic(user), body: jsonOf(event) }),
  },
  ses: {
    samples: sesEvents,
    send: (event: unknown): Sent => fromSns(notification(jsonOf(event))),
  },
};

const jsonOf = (event: unknown) => (typeof event === "string" ? event : JSON.stringify(event));

const named = (sent: Mailed) => ({
  messageId: `${sent.mail.id}@penning.test`,
  ...{ mark: sent.mark, email: sent.email },
});

/** What became of a mail, in the words of the samples. */
async function happenedTo(sent: Mailed): Promise<string> {
  const [mail, reason] = [await sent.mailOf(sent.mail.id), await sent.suppressed()];
  if (mail?.complainedAt) return reason === "complaint" ? "complained" : "wrong";
  if (mail?.bouncedAt) return reason === "bounce" ? "hard" : "soft";
  return "nothing";
}

const cases = Object.entries(senders).flatMap(([source, { samples }]) =>
  Object.keys(samples({ messageId: "", mark: "", email: "" })).map(
    (name) => [source, name] as const,
  ),
);

test.each(cases)("%s: %s", async (source, name) => {
  standInForSns();
  const sent = await mailed(db());
  const { samples, send } = senders[source as keyof typeof senders];
  const [event, expected] = samples(named(sent))[name] ?? [];
  const init = send(event, crypto.randomUUID());
  const answer = await post(source, init);
  const statuses = { ignored: 200, unreadable: 400, unknown: 404 };
  if (expected === "ignored" || expected === "unreadable" || expected === "unknown") {
    expect(answer.status).toBe(statuses[expected]);
    expect(await happenedTo(sent)).toBe("nothing");
    return;
  }
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: "applied" }]);
  expect(await happenedTo(sent)).toBe(expected);
  expect(await (await post(source, init)).json()).toEqual({ outcome: "duplicate" });
});

test.each(Object.keys(reportsOf({ messageId: "", mark: "" })))("dsn: %s", async (name) => {
  const sent = await mailed(db());
  const [body, expected] = reportsOf(named(sent))[name] ?? [];
  const answer = await post("dsn", signedBytes(body ?? Buffer.alloc(0), crypto.randomUUID()));
  const refused = { ignored: 200, unreadable: 400, unknown: 404 };
  const status = Object.entries(refused).find(([kind]) => kind === expected)?.[1];
  expect(answer.status).toBe(status ?? 200);
  expect(await happenedTo(sent)).toBe(status ? "nothing" : expected);
});

test("a mail of nobody, of another deployment, and a sender that this one does not take get the same words", async () => {
  const sent = await mailed(db());
  const known = standardEvents(named(sent))["a hard bounce"]?.[0];
  const unknown = {
    type: "email.bounced",
    data: { bounce: "hard", message_id: `<${crypto.randomUUID()}@x.example>` },
  };
  await sent.erase();
  const byId = {
    type: "email.bounced",
    data: { bounce: "hard", message_id: `<${sent.mail.id}@penning.test>` },
  };
  const answers = [
    await post("standard", signedText(JSON.stringify(unknown), "1")),
    await post("standard", signedText(JSON.stringify(byId), "2")),
    await post("nobody", signedText(JSON.stringify(known), "3")),
    await post("constructor", signedText(JSON.stringify(known), "4")),
  ];
  vi.stubEnv("NEWSLETTER_RESEND_SECRET", "");
  answers.push(await post("resend", signedBySvix("{}", "5")));
  vi.stubEnv("NEWSLETTER_RESEND_SECRET", resendSecret);
  const texts = await Promise.all(answers.map(async (one) => [one.status, await one.text()]));
  expect(new Set(texts.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(texts[0]?.[0]).toBe(404);
});

test("what nobody signed is 401, and changes nothing", async () => {
  const sent = await mailed(db());
  const asked = standInForSns();
  const text = jsonOf(standardEvents(named(sent))["a hard bounce"]?.[0]);
  const resend = jsonOf(resendEvents(named(sent))["a complaint"]?.[0]);
  const postmark = jsonOf(postmarkEvents(named(sent))["a hard bounce"]?.[0]);
  const ses = jsonOf(sesEvents(named(sent))["a complaint"]?.[0]);
  const good = signedText(text, "1");
  const hour = 3_600_000;
  const changed = (name: string, value: string) => {
    const headers = new Headers(good.headers);
    headers.set(name, value);
    return { ...good, headers };
  };
  const message = notification(ses);
  const tampered = (more: object) => ({
    body: JSON.stringify({ ...signedBySns(message, sns.key), ...more }),
  });
  const before = await everything(db());
  const forged: [string, Sent][] = [
    ["standard", { body: text }],
    ["standard", { ...good, body: `${text} ` }],
    ["standard", changed("webhook-id", "2")],
    ["standard", changed("webhook-id", "")],
    ["standard", changed("webhook-timestamp", "1e9")],
    ["standard", changed("webhook-signature", "v1,")],
    ["standard", changed("webhook-signature", "v1a,AAAA v2 v1,AAAA")],
    ["standard", signedText(text, "1", resendSecret)],
    ["standard", signedText(text, "1", undefined, new Date(Date.now() - hour))],
    ["standard", signedText(text, "1", undefined, new Date(Date.now() + hour))],
    ["standard", signedBySvix(text, "1")],
    ["dsn", { body: text }],
    ["resend", signedText(resend, "1", resendSecret)],
    ["resend", { ...signedBySvix(resend, "1"), body: "{}" }],
    ["postmark", { body: postmark }],
    ["postmark", { headers: basic("penning:wrong"), body: postmark }],
    ["postmark", { headers: basic(""), body: postmark }],
    ["postmark", { headers: { authorization: "Bearer x" }, body: postmark }],
    ["ses", tampered({ Message: ses.replace("abuse", "other") })],
    ["ses", tampered({ Signature: "" })],
    ["ses", tampered({ Signature: "%%%" })],
    ["ses", tampered({ SignatureVersion: "3" })],
    ["ses", tampered({ SignatureVersion: "constructor" })],
    ["ses", fromSns(notification(ses, { TopicArn: `${topic}2` }))],
    ["ses", fromSns(notification(ses, { Timestamp: "2026-01-01T00:00:00.000Z" }))],
    ["ses", fromSns(notification(ses, { Timestamp: "yesterday" }))],
    ["ses", fromSns(message, snsKey().key)],
  ];
  for (const [source, init] of forged) {
    const answer = await post(source, init);
    expect([source, answer.status, (await answer.json()).code]).toEqual([
      source,
      401,
      "signature_invalid",
    ]);
    expect(answer.headers.has("www-authenticate")).toBe(source === "postmark");
  }
  expect(await everything(db())).toBe(before);
  expect(asked.filter((one) => one !== certificateUrl)).toEqual([]);
});

test.each([
  "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
  "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
  "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
  "https://evil.example/sns.eu-west-1.amazonaws.com.pem",
  "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
  "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
  "https://sns.eu-west-1.amazonaws.com/redirect?to=evil.pem",
  "https://sns.eu-west-1.amazonaws.com/../x.pem/y",
  "https://169.254.169.254/latest.pem",
  "file:///etc/passwd.pem",
  "",
])("a certificate at %j is not fetched", async (SigningCertURL) => {
  const asked = standInForSns();
  expect((await post("ses", fromSns(notification("{}", { SigningCertURL })))).status).toBe(401);
  expect(asked).toEqual([]);
});

test.each(["1", "2"])("SNS signs in version %s", async (SignatureVersion) => {
  standInForSns();
  const sent = await mailed(db());
  const event = jsonOf(sesEvents(named(sent))["a complaint"]?.[0]);
  const answer = await post(
    "ses",
    fromSns(notification(event, { SignatureVersion, Subject: "x" })),
  );
  expect(await answer.json()).toEqual({ outcome: "applied" });
});

test("a topic is confirmed at SNS in its region, whatever address the message has", async () => {
  const asked = standInForSns();
  const message = confirmation({
    SubscribeURL: "https://evil.example/?Action=ConfirmSubscription",
  });
  const answer = await post("ses", fromSns(message));
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: "ignored" }]);
  const [url] = asked.filter((one) => !one.endsWith(".pem")).map((one) => new URL(one));
  expect(url?.origin).toBe("https://sns.eu-west-1.amazonaws.com");
  expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
    ...{ Action: "ConfirmSubscription", TopicArn: topic, Token: "token-1" },
  });
  expect((await post("ses", fromSns(confirmation({ TopicArn: `${topic}2` })))).status).toBe(401);
  expect(asked.filter((one) => !one.endsWith(".pem"))).toHaveLength(1);
});

test("while SNS does not answer, it is asked to come again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("fetch failed"));
  const elsewhere = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-other.pem";
  const init = fromSns(notification("{}", { SigningCertURL: elsewhere }));
  expect((await post("ses", init)).status).toBe(503);
  vi.mocked(globalThis.fetch).mockResolvedValue(new Response("no", { status: 403 }));
  expect((await post("ses", init)).status).toBe(401);
  vi.mocked(globalThis.fetch).mockResolvedValue(new Response("no certificate"));
  expect((await post("ses", init)).status).toBe(401);
});

test("a certificate that has ended is none", async () => {
  const old = snsKey(1);
  standInForSns(() => new Response(old.certificate));
  const SigningCertURL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ended.pem";
  vi.useFakeTimers({ now: Date.now() + 2 * 86_400_000, toFake: ["Date"] });
  try {
    const answer = await post("ses", fromSns(notification("{}", { SigningCertURL }), old.key));
    expect(answer.status).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

const hostile: [string, Uint8Array<ArrayBuffer> | string][] = [
  ["nothing", ""],
  ["no JSON", "{"],
  ["null", "null"],
  ["a number", "1"],
  ["NUL", "\0"],
  ["a deep array", "[".repeat(100_000)],
  ["bytes", new Uint8Array([0xff, 0xfe, 0, 1, 2])],
  ["half a letter", '{"type":"email.bounced","data":{"message_id":"\\ud800","bounce":"hard"}}'],
  ["a NUL in it", '{"type":"email.bounced","data":{"mail":"\\u0000","bounce":"hard"}}'],
  ["its prototype", '{"__proto__":{"type":"email.bounced"}}'],
];

test.each(hostile)(
  "%s gets a clear answer at each address, and nothing is written",
  async (_, body) => {
    standInForSns();
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const before = (await db().select().from(newsletterReplies)).length;
    for (const [source, init] of [
      ["standard", signedBytes(bytes, "1")],
      ["dsn", signedBytes(bytes, "2")],
      ["postmark", { headers: basic(user), body: bytes }],
      ["ses", { body: bytes }],
      ["resend", { body: bytes }],
    ] as const) {
      const answer = await post(source, init);
      expect([400, 401, 404]).toContain(answer.status);
      expect((await answer.json()).code).toMatch(/^[a-z_]+$/);
    }
    expect(await db().select().from(newsletterReplies)).toHaveLength(before);
  },
);

test("what a server said is kept without what Postgres does not take", async () => {
  const sent = await mailed(db());
  const event = {
    type: "email.bounced",
    data: { mail: sent.mark, bounce: "hard", reply: `550 \0\ud800${"x".repeat(2_000)}` },
  };
  expect((await post("standard", signedText(JSON.stringify(event), "odd"))).status).toBe(200);
  const [bounced] = await sent.history();
  expect(String(Object(bounced?.details).reply)).toMatch(/^550 \ufffdx+$/);
});

test("a body above 1 MB is 413, whether it says so or not", async () => {
  const big = new Uint8Array(1_000_001);
  const stream = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(big);
        controller.close();
      },
    });
  expect((await post("dsn", { body: big })).status).toBe(413);
  const streamed = { body: stream(), duplex: "half" };
  expect((await post("standard", streamed)).status).toBe(413);
});

test("nothing but POST is taken", async () => {
  const answer = GET();
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
});

test("while the database does not answer, the sender is asked to come again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const sent = await mailed(db());
  const init = signedText(jsonOf(standardEvents(named(sent))["a hard bounce"]?.[0]), "late");
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgresql://penning:penning@127.0.0.1:1/penning");
  const route = await import("#app/api/newsletter/replies/[source]/route.newsletter.ts");
  const request = new Request("http://localhost:3000/", { method: "POST", ...init });
  const answer = await route.POST(request, { params: Promise.resolve({ source: "standard" }) });
  vi.stubEnv("DATABASE_URL", database.pooled);
  expect(answer.status).toBe(503);
  expect(await happenedTo(sent)).toBe("nothing");
  expect(await (await post("standard", init)).json()).toEqual({ outcome: "applied" });
});
