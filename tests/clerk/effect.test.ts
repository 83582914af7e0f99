import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { user } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import type { Envelope } from "#lib/webhooks/receive.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery, payload } from "../webhooks/payload.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const send = (envelope: Envelope, id?: string) =>
    recordClerkEvent(db(), ...delivery("clerk", envelope, id));

  function event(name: string, id: string, changes: object = {}, timestamp?: number): Envelope {
    const captured = payload(`clerk/${name}`);
    return {
      ...captured,
      timestamp: timestamp ?? captured.timestamp,
      data: { ...Object(captured.data), id, ...changes },
    };
  }

  const person = async (id: string) => {
    const [row] = await db().select().from(user).where(eq(user.id, id));
    return row;
  };

  test("a person who signs up with Clerk becomes a user", async () => {
    const id = crypto.randomUUID();
    expect(await send(event("user.updated", id))).toMatchObject({ outcome: "applied" });
    expect(await person(id)).toMatchObject({
      name: "Grace Example",
      firstName: "Grace",
      email: "grace@example.com",
      emailVerified: true,
      provider: "clerk",
      updatedAt: new Date(1757805877456),
    });
  });

  test("an older event that comes late does not overwrite a newer one", async () => {
    const id = crypto.randomUUID();
    await send(event("user.updated", id, { first_name: "New" }, 1_757_805_877_468));
    const late = event("user.updated", id, { first_name: "Old" }, 1_757_805_877_467);
    expect(await send(late)).toMatchObject({ outcome: "stale" });
    expect(await person(id)).toMatchObject({ firstName: "New" });
  });

  test("at the same millisecond an update follows the creation", async () => {
    const id = crypto.randomUUID();
    await send(event("user.updated", id, { first_name: "Second" }, 1_757_805_877_000));
    const created = event("user.created", id, { first_name: "First" }, 1_757_805_877_000);
    expect(await send(created)).toMatchObject({ outcome: "stale" });
    expect(await person(id)).toMatchObject({ firstName: "Second" });
  });

  test("timestamps in seconds are understood", async () => {
    const id = crypto.randomUUID();
    await send(event("user.updated", id, { first_name: "New" }, 1_757_805_877_468));
    const older = event("user.updated", id, { first_name: "Old" }, 1_757_805_876);
    expect(await send(older)).toMatchObject({ outcome: "stale" });
    const newer = event("user.updated", id, { first_name: "Newer" }, 1_757_805_878);
    expect(await send(newer)).toMatchObject({ outcome: "applied" });
  });

  test("deleting erases what was known of a person, and no event revives them", async () => {
    const id = crypto.randomUUID();
    await send(event("user.updated", id));
    expect(await send(event("user.deleted", id))).toMatchObject({ outcome: "applied" });
    const later = event("user.updated", id, {}, 1_900_000_000_000);
    expect(await send(later)).toMatchObject({ outcome: "stale" });
    expect(await person(id)).toMatchObject({
      name: "",
      firstName: null,
      lastName: null,
      email: null,
      emailVerified: false,
      image: null,
      deletedAt: new Date(1_761_091_891_440),
    });
  });

  test("a deletion counts even when its time is before that of what is known", async () => {
    const id = crypto.randomUUID();
    await send(event("user.updated", id, {}, 1_900_000_000_000));
    expect(await send(event("user.deleted", id))).toMatchObject({ outcome: "applied" });
    expect((await person(id))?.deletedAt).not.toBeNull();
  });

  test.each([
    ["no addresses", { email_addresses: [] }, { email: null, emailVerified: false }],
    ["no primary address", { primary_email_address_id: null }, { email: null }],
    ["no names", { first_name: null, last_name: null }, { name: "", firstName: null }],
    [
      "an address that is not verified",
      {
        email_addresses: [{ id: "a", email_address: "New@Example.com", verification: null }],
        primary_email_address_id: "a",
      },
      { email: "new@example.com", emailVerified: false },
    ],
  ])("a person with %s is taken as they are", async (_, changes, expected) => {
    const id = crypto.randomUUID();
    expect(await send(event("user.created", id, changes))).toMatchObject({ outcome: "applied" });
    expect(await person(id)).toMatchObject(expected);
  });

  test("a user that cannot be read is parked, and an unknown type ignored", async () => {
    expect(await send(event("user.updated", ""))).toMatchObject({
      outcome: "parked",
      reason: "unreadable: data.id",
    });
    expect(await send({ type: "mystery.created", timestamp: 1, data: {} })).toMatchObject({
      outcome: "ignored",
      reason: "unknown type",
    });
  });
});
