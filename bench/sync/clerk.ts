import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import type { UserStep } from "#local/clerk/story/steps.ts";
import type { Cast, Lives } from "./lives.ts";

/** New people, of whom Clerk tells. */
export function people({ name, organizationIds }: Cast): Lives {
  const events = clerkEvents(
    organizationIds.flatMap((_, number) => lifeOfPerson(number)),
    name,
  );
  return { events, expected: clerkModel(events, name), read: (db) => readClerkRows(db, name) };
}

/** One in four leaves in the end. */
function lifeOfPerson(user: number): UserStep[] {
  const told = { kind: "user", user, inSeconds: false, clock: null, address: 0 } as const;
  return [0, 1, 2, 3, 4].map((sent) => ({
    ...told,
    sent,
    name: sent,
    action: sent === 0 ? "created" : sent === 4 && user % 4 === 0 ? "deleted" : "updated",
  }));
}
