import { afterEach, expect, test, vi } from "vitest";
import { answerParts } from "#lib/cron/parts.ts";

afterEach(() => vi.restoreAllMocks());

test("a part of a cron that fails is told of, and the others have their turn", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await answerParts("night", {
    first: async () => ({ removed: 1 }),
    second: () => Promise.reject(new Error("with somebody's address in it")),
    third: async () => ({ sent: 2 }),
  });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ removed: 1, sent: 2, failedParts: ["second"] });
  expect(told.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
    { level: "error", event: "cron_failed", cron: "night", part: "second", error: "Error" },
  ]);
});

test("a cron whose parts all succeed answers with what came of them", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const response = await answerParts("night", { only: async () => ({ removed: 0 }) });
  expect([response.status, await response.json()]).toEqual([200, { removed: 0 }]);
});
