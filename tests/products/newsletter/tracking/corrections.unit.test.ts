import { expect, test } from "vitest";
import { Corrections } from "#lib/products/newsletter/tracking/corrections.ts";

const link = { campaignId: "a", number: 1 };
const [first, second] = ["https://example.com/first", "https://example.com/second"];
const sent = "https://example.com/sent";

/** A process that answers clicks, with a clock of its own. */
function process(read: () => Promise<Map<string, string>>) {
  let now = 0;
  let reads = 0;
  const corrections = new Corrections({
    now: () => now,
    read: () => {
      reads++;
      return read();
    },
  });
  return {
    reads: () => reads,
    wait: (seconds: number) => {
      now += seconds * 1_000;
    },
    click: () => corrections.targetOf(link, sent),
    answered: () => corrections.refresh(),
  };
}

test("the first click of a process asks where corrected links lead, and others ask after their answer", async () => {
  let known = new Map([["a 1", first]]);
  const { reads, wait, click, answered } = process(async () => known);
  expect(await click()).toBe(first);
  await answered();
  expect([await click(), reads()]).toEqual([first, 1]);
  known = new Map([["a 1", second]]);
  wait(31);
  expect([await click(), reads()]).toEqual([first, 1]);
  await answered();
  expect([await click(), reads()]).toEqual([second, 2]);
  known = new Map();
  wait(300);
  expect([await click(), reads()]).toEqual([sent, 3]);
});

test("without a database a click leads where the letter says, and the next ones do not wait for it", async () => {
  const never = process(() => new Promise(() => {}));
  expect([await never.click(), await never.click(), never.reads()]).toEqual([sent, sent, 1]);
  const down = process(() => Promise.reject(new Error("down")));
  expect([await down.click(), await down.click(), down.reads()]).toEqual([sent, sent, 1]);
  await expect(down.answered()).rejects.toThrow("down");
  down.wait(30);
  expect([await down.click(), down.reads()]).toEqual([sent, 3]);
});
