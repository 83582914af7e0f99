import { describe, expect, test } from "vitest";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import type { OrganizationStep } from "#local/clerk/story/steps.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import {
  allAtOnce,
  deliveringTo,
  oneAfterAnother,
  permutations,
  untilNoneApplies,
} from "../delivering.ts";

const database = testDatabase();

const named = (organization: number, slug: string, sent: number): OrganizationStep => ({
  kind: "organization",
  organization,
  slug,
  sent,
  action: sent < 2 ? "created" : "updated",
  inSeconds: false,
  clock: sent,
  name: organization,
  creator: null,
});

/** Two teams swap their addresses, by way of a third one, since Clerk never gives one to both. */
const swap = [
  named(0, "left", 0),
  named(1, "right", 1),
  named(0, "between", 2),
  named(1, "left", 3),
  named(0, "right", 4),
];

const takenOver = [
  named(0, "left", 0),
  named(0, "elsewhere", 2),
  named(1, "left", 3),
  { ...named(0, "", 4), action: "deleted" as const, clock: null },
];

describe.each(drivers)("on %s", (driver) => {
  test.each([
    ["swap their addresses", swap],
    ["take over the address of one that leaves", takenOver],
  ])("two teams that %s end with the right ones in every order", async (_, steps) => {
    const deliver = deliveringTo(database.on[driver]);
    for (const order of [...permutations([...steps.keys()]), "at once" as const]) {
      const cast = newCast();
      const events = clerkEvents(steps, cast);
      if (order === "at once") await allAtOnce(deliver, events);
      else {
        await oneAfterAnother(
          deliver,
          order.flatMap((position) => events[position] ?? []),
        );
      }
      await untilNoneApplies(deliver, events);
      expect(await readClerkRows(database.on[driver], cast)).toEqual(clerkModel(events, cast));
    }
  });
});
