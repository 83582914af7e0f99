import { expect, test } from "vitest";
import { invitations } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { clerkEvents, clerkIds } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import type { ClerkStep, MembershipStep, OrganizationStep } from "#local/clerk/story/steps.ts";
import { beginning } from "#local/lifecycle/event.ts";
import { testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import { allAtOnce, deliveringTo, oneAfterAnother, permutations } from "../delivering.ts";

// Stories that the property tests found to end in different rows, as small as they could be made.

const database = testDatabase();

const joins: MembershipStep = {
  kind: "membership",
  organization: 0,
  user: 0,
  number: 0,
  role: "org:admin",
  name: null,
  address: null,
  organizationName: 0,
  action: "created",
  sent: 0,
  inSeconds: false,
  clock: null,
};

const made: OrganizationStep = {
  kind: "organization",
  organization: 0,
  name: 0,
  slug: "a0",
  creator: null,
  action: "created",
  sent: 0,
  inSeconds: false,
  clock: null,
};

const told: Record<string, ClerkStep[]> = {
  "somebody known only from two teams has the name that was told last": [
    joins,
    { ...joins, organization: 1, name: 0, sent: 1 },
  ],
  "a team known only from its members has the name that was told last": [
    joins,
    { ...joins, user: 1, organizationName: 1, sent: 1 },
  ],
  "a team is as old as Clerk says, whatever was heard of it first": [joins, made],
  "a creator is told by an event that comes too late for all else": [
    { ...made, creator: 0 },
    { ...made, action: "updated", sent: 1 },
    joins,
  ],
};

test.each(Object.entries(told))("%s", async (_, steps) => {
  for (const order of permutations([...steps.keys()])) {
    const cast = newCast();
    const events = clerkEvents(steps, cast);
    await oneAfterAnother(
      deliveringTo(database.on["postgres-js pooled"]),
      order.flatMap((position) => events[position] ?? []),
    );
    const rows = await readClerkRows(database.on["postgres-js direct"], cast);
    expect(rows).toEqual(clerkModel(events, cast));
  }
});

test("an invitation that comes after its team was deleted leaves no address behind", async () => {
  const cast = newCast();
  const gone = clerkEvents([made, { ...made, action: "deleted", sent: 2 }], cast);
  const organizationId = clerkIds.organization(cast, 0);
  const envelope = {
    type: "organizationInvitation.created",
    timestamp: beginning + 1,
    data: {
      id: `orginv_${cast}`,
      email_address: "late@acme.test",
      organization_id: organizationId,
      role: "org:member",
    },
  };
  const db = database.on["postgres-js pooled"];
  await oneAfterAnother(deliveringTo(db), gone);
  const body = JSON.stringify(envelope);
  const delivery = { provider: "clerk" as const, id: `msg_${cast}`, type: envelope.type, body };
  expect(await recordClerkEvent(db, delivery, envelope)).toMatchObject({ outcome: "stale" });
  expect(await db.$count(invitations)).toBe(0);
});

test("a creator stays told when the event meets a newer one that is just being written", async () => {
  const steps: ClerkStep[] = [
    { ...made, creator: 0 },
    { ...made, action: "updated", sent: 1 },
    joins,
  ];
  for (let attempt = 0; attempt < 100; attempt++) {
    const cast = newCast();
    const events = clerkEvents(steps, cast);
    await allAtOnce(deliveringTo(database.on["postgres-js pooled"]), events);
    const rows = await readClerkRows(database.on["postgres-js direct"], cast);
    expect(rows).toEqual(clerkModel(events, cast));
  }
});
