import * as fc from "fast-check";
import { beforeAll, test } from "vitest";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { anyClerkStep } from "#local/clerk/story/steps.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { anyPolarStep } from "#local/polar/story/steps.ts";
import { testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import { newPolarCast } from "../polar/cast.ts";
import { check } from "../property.ts";
import { mutationOf } from "./mutations.ts";
import { logged, receiveInto, send } from "./receiver.ts";

const database = testDatabase();
beforeAll(async () => {
  await sellEverything(database.on["postgres-js direct"]);
});
receiveInto(() => database);

/** A signed body that is not what it should be is the sender's fault, and never worth a retry. */
async function expectAnswer(provider: "clerk" | "polar", envelope: unknown): Promise<void> {
  const answer = await send(provider, JSON.stringify(envelope) ?? "");
  if (![200, 400].includes(answer.status)) throw new Error(logged.at(-1));
}

test("no signed event of Clerk, whatever is wrong in it, is answered as if we had failed", () =>
  check(
    1_000,
    fc.asyncProperty(
      anyClerkStep.chain((step) => {
        const [event] = clerkEvents([step], newCast());
        return mutationOf(JSON.parse(event?.body ?? "{}"));
      }),
      (envelope) => expectAnswer("clerk", envelope),
    ),
  ));

test("no signed event of Polar, whatever is wrong in it, is answered as if we had failed", async () => {
  const cast = await newPolarCast(database.on["postgres-js direct"]);
  await check(
    1_000,
    fc.asyncProperty(
      anyPolarStep.chain((step) => {
        const [event] = polarEvents([step], cast);
        return mutationOf(JSON.parse(event?.body ?? "{}"));
      }),
      (envelope) => expectAnswer("polar", envelope),
    ),
  );
});
