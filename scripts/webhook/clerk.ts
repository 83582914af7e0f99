import { eq, or } from "drizzle-orm";
import * as fc from "fast-check";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { clerkLocalSecrets } from "#lib/env/clerk.ts";
import { user } from "#lib/identity/schema.ts";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import { anyClerkStep } from "#local/clerk/story/steps.ts";
import { clerkUser, deletedClerkUser } from "#local/clerk/user.ts";
import { UsageError } from "../usage-error.ts";
import type { EventOptions, LifecycleOptions, Sender, Story } from "./sender.ts";

const known = ["user.created", "user.updated", "user.deleted"];

export const clerkSender: Sender = {
  usage: { event: '--user <id or address> [--name "First Last"]', lifecycle: "" },
  events: known,
  secret: {
    variable: "CLERK_WEBHOOK_SIGNING_SECRET",
    local: clerkLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  },
  build,
  story,
};

/** @throws UsageError */
async function build(db: DrizzleDatabase, type: string, options: EventOptions): Promise<object> {
  if (!known.includes(type)) {
    throw new UsageError(`Unknown event ${type}. Known events: ${known.join(", ")}.`);
  }
  if (!options.user) throw new UsageError("--user is required: an ID or an email address.");
  const [found] = await db
    .select()
    .from(user)
    .where(or(eq(user.id, options.user), eq(user.email, options.user)));
  if (!found && options.user.includes("@")) {
    throw new UsageError(`No user has the address ${options.user}. Use a new ID to create a user.`);
  }
  const now = new Date();
  const id = found?.id ?? options.user;
  const [firstName = "", ...lastNames] = (options.name ?? found?.name ?? "New User").split(" ");
  const data =
    type === "user.deleted"
      ? deletedClerkUser(id)
      : clerkUser({
          id,
          firstName,
          lastName: lastNames.join(" "),
          email: found?.email ?? `${id.toLowerCase()}@acme.test`,
          createdAt: found?.createdAt ?? now,
          updatedAt: now,
        });
  return { type, object: "event", timestamp: now.getTime(), instance_id: "ins_local", data };
}

async function story(db: DrizzleDatabase, { seed, count }: LifecycleOptions): Promise<Story> {
  const cast = `seed${seed}x${count}`;
  const events = clerkEvents(fc.sample(anyClerkStep, { seed, numRuns: count }), cast);
  return { events, expected: clerkModel(events, cast), read: () => readClerkRows(db, cast) };
}
