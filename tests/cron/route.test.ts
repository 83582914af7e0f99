import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { jobs } from "#app/api/cron/jobs.ts";
import { GET, POST } from "#app/api/cron/route.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { testDatabase } from "../database.ts";

const secret = "a secret that only the cron knows";
const database = testDatabase();
let standIn: MailStandIn;
beforeAll(async () => {
  standIn = await startMail();
  // The environment is read once in a process.
  const urls = { DATABASE_URL: database.pooled, DATABASE_URL_READ: database.read };
  const variables = { ...allLocalSecrets, ...urls, ...standIn.env, CRON_SECRET: secret };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  for (const name of ["POLAR_ACCESS_TOKEN", "CLERK_SECRET_KEY"]) vi.stubEnv(name, "");
});
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.stop();
});

const call = (query = "", headers: HeadersInit = { authorization: `Bearer ${secret}` }) =>
  GET(new Request(`http://localhost:3000/api/cron${query}`, { headers }));

test("one call gives each job its turn, and tells each in one line", async () => {
  const response = await call();
  const { jobs: done } = await response.json();
  expect(response.status).toBe(200);
  const names = jobs.map(({ name }) => name);
  expect(Object.keys(done)).toEqual(names);
  const lines = vi.mocked(console.log).mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(lines.filter(({ event }) => event === "cron").map(({ job }) => job)).toEqual(names);
});

test("a job can be asked for alone", async () => {
  const response = await call("?job=inbox");
  expect(await response.json()).toEqual({
    jobs: { inbox: { removed: 0, parked: 0, isDone: true } },
  });
});

test("a job that does not exist is not found, and the answer names those that do", async () => {
  const response = await call("?job=nothing");
  expect(response.status).toBe(404);
  const { code, title } = await response.json();
  expect(code).toBe("not_found");
  for (const { name } of jobs) expect(title).toContain(name);
});

test("strangers start nothing, and learn of no job", async () => {
  for (const query of ["", "?job=mail", "?job=nothing"]) {
    expect((await call(query, {})).status).toBe(401);
    expect((await call(query, { authorization: "Bearer of-somebody" })).status).toBe(401);
  }
  expect(POST().status).toBe(405);
  expect(console.log).not.toHaveBeenCalled();
});
