import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAtATime } from "#lib/identity/picture/one-at-a-time.ts";

test("one picture is unpacked at a time, four wait, others are told, and a broken one holds up none", async () => {
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
    return "done";
  };
  const broken = async () => {
    throw new Error("broken");
  };
  const outcomes = await Promise.allSettled([
    oneAtATime(broken),
    ...Array.from({ length: 6 }, () => oneAtATime(work)),
  ]);
  const values = outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value);
  expect(values).toEqual([false, ...Array(4).fill("done"), "picture_busy", "picture_busy"]);
  expect(most).toBe(1);
  expect(await oneAtATime(work)).toBe("done");
});
