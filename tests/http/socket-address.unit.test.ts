import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientAddress } from "#lib/http/origin.ts";
import { noteSocketAddresses } from "#lib/http/socket-address.ts";

// Answers with the address that the app would act on.
const server = createServer((request, response) => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  response.end(String(clientAddress(headers)));
});
let url = "";
const mail = { SMTP_URL: "smtps://app:s3cret@smtp.example.com:465", MAIL_FROM: "mail@example.com" };

beforeAll(async () => {
  const DATABASE_URL = "postgres://app:s3cret@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app";
  const BETTER_AUTH_SECRET = "of this test alone, and of nothing else";
  Object.assign(process.env, { DATABASE_URL, BETTER_AUTH_SECRET, ...mail });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
});
afterAll(() => server.close());

const forged = { "x-forwarded-for": "203.0.113.7", "x-real-ip": "203.0.113.7" };
const seen = async () => (await fetch(url, { headers: forged })).text();

test("the address of a visitor is that of the connection, whatever they write, and else unknown", async () => {
  expect(await seen()).toBe("null");
  await noteSocketAddresses();
  expect(await seen()).toBe("127.0.0.1");
});
