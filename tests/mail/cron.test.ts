import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { outbox } from "#drizzle/tables.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { testDatabase } from "../database.ts";

const secret = "a secret that only the cron knows";
const database = testDatabase();
let standIn: MailStandIn;
beforeAll(async () => {
  standIn = await startMail();
});
afterAll(() => standIn.stop());
beforeEach(() => {
  const urls = { DATABASE_URL: database.pooled, DATABASE_URL_READ: database.read };
  const variables = { ...allLocalSecrets, ...urls, ...standIn.env, CRON_SECRET: secret };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function call(headers: HeadersInit = { authorization: `Bearer ${secret}` }) {
  const { GET } = await import("#app/api/cron/route.ts");
  return GET(new Request("http://localhost:3000/api/cron?job=mail", { headers }));
}

test("sends what waits, for the cron alone", async () => {
  const props = { name: "Ada", link: "https://app.example.com/x" };
  await database.on["postgres-js direct"]
    .insert(outbox)
    .values({ recipient: "ada@example.test", template: "verify-address", props });
  expect((await call({})).status).toBe(401);
  expect(standIn.box.list()).toEqual([]);
  const response = await call();
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    jobs: { mail: { sent: 1, failed: 0, isDone: true, removed: 0 } },
  });
  expect(standIn.box.list("ada@example.test")).toHaveLength(1);
});

test("says when there is no mail server", async () => {
  vi.stubEnv("SMTP_URL", "");
  const response = await call();
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({
    jobs: { mail: { failedParts: ["delivery"], problem: "SMTP_URL is not set." } },
  });
});
