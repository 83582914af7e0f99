import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { budget, jobs } from "#app/api/cron/jobs.ts";
import { maxDuration } from "#app/api/cron/route.ts";
import { CannotRun, type Job } from "#lib/cron/job.ts";
import { runJobs } from "#lib/cron/run-jobs.ts";

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

/** None of these jobs asks it anything. */
const db = { execute: () => Promise.reject(new Error("Not asked")) };

const job = (name: string, parts: ReturnType<Job["parts"]>, kept = 1_000): Job => ({
  name,
  budget: kept,
  parts: () => parts,
});

const told = (level: "log" | "warn" | "error") =>
  vi.mocked(console[level]).mock.calls.map(([line]) => JSON.parse(String(line)));

test("a job that fails is told of, and the others have their turn", async () => {
  const response = await runJobs(
    [
      job("night", {
        first: async () => ({ removed: 1 }),
        second: () => Promise.reject(new Error("with somebody's address in it")),
        third: async () => ({ sent: 2 }),
      }),
      job("morning", { only: async () => ({ woken: 3 }) }),
    ],
    { db, budget: 5_000 },
  );
  expect(response.status).toBe(500);
  const night = { removed: 1, sent: 2, failedParts: ["second"] };
  expect(await response.json()).toEqual({ jobs: { night, morning: { woken: 3 } } });
  expect(told("error")).toEqual([
    { level: "error", event: "cron_failed", job: "night", part: "second", error: "Error" },
  ]);
});

test("each job is told in one line", async () => {
  await runJobs([job("night", { only: async () => ({ removed: 1 }) }), job("morning", {})], {
    db,
    budget: 5_000,
  });
  expect(told("log")).toEqual([
    { event: "cron", job: "night", removed: 1 },
    { event: "cron", job: "morning" },
  ]);
});

test("jobs that all succeed answer with 200, and nobody keeps the answer", async () => {
  const response = await runJobs([job("night", {})], { db, budget: 5_000 });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
});

test("a provider that fails is told apart from a failure of our own", async () => {
  const refused = job("compare", { only: async () => ({ seen: 0, isFailed: true }) });
  const broken = job("broken", { only: () => Promise.reject(new Error("broken")) });
  expect((await runJobs([refused], { db, budget: 5_000 })).status).toBe(502);
  expect((await runJobs([refused, broken], { db, budget: 5_000 })).status).toBe(500);
});

test("a job that says what it lacks says so in the answer", async () => {
  const lacking = job("mail", {
    only: () => Promise.reject(new CannotRun("SMTP_URL is not set.")),
  });
  const response = await runJobs([lacking], { db, budget: 5_000 });
  expect(await response.json()).toEqual({
    jobs: { mail: { failedParts: ["only"], problem: "SMTP_URL is not set." } },
  });
});

test("a job that cannot even begin keeps no other from its turn", async () => {
  const wrong: Job = {
    name: "wrong",
    budget: 1_000,
    parts() {
      throw new Error("wrong");
    },
  };
  const response = await runJobs([wrong, job("next", {})], { db, budget: 5_000 });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ jobs: { wrong: { failedParts: ["wrong"] }, next: {} } });
});

test("a job may take the time that those after it do not need", async () => {
  const given: Record<string, number> = {};
  const watched = (name: string, kept: number): Job => ({
    name,
    budget: kept,
    parts: (turn) => ({
      async only() {
        given[name] = turn.budget;
        return {};
      },
    }),
  });
  await runJobs([watched("first", 10_000), watched("second", 20_000), watched("last", 30_000)], {
    db,
    budget: 100_000,
  });
  expect(given.first).toBeGreaterThan(49_000);
  expect(given.first).toBeLessThanOrEqual(50_000);
  expect(given.second).toBeGreaterThan(69_000);
  expect(given.last).toBeGreaterThan(99_000);
});

test("a job that does not end is left behind in its time, and told", async () => {
  const endless = job("endless", { only: () => new Promise<object>(() => {}) }, 0);
  const response = await runJobs([endless, job("next", { only: async () => ({ n: 1 }) }, 150)], {
    db,
    budget: 200,
    grace: 0,
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    jobs: { endless: { isOutOfTime: true }, next: { n: 1 } },
  });
  expect(told("warn")).toEqual([{ level: "warn", event: "cron_out_of_time", job: "endless" }]);
});

test("a job for which no time is left is told of, and does not begin", async () => {
  const begun = vi.fn(async () => ({}));
  const slow = job("slow", { only: () => sleep(60, {}) }, 20);
  const response = await runJobs([slow, job("late", { only: begun }, 10)], { db, budget: 30 });
  expect(await response.json()).toMatchObject({ jobs: { late: { isOutOfTime: true } } });
  expect(begun).not.toHaveBeenCalled();
});

test("the jobs of the app have names of their own, and time for each of them", () => {
  const names = jobs.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(jobs.reduce((sum, { budget: kept }) => sum + kept, 0)).toBeLessThanOrEqual(budget);
  expect(budget).toBeLessThan(maxDuration * 1_000);
});
