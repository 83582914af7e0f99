import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { user } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { getMembers } from "#lib/workspace/reads/get-members.ts";
import { clerkUser, identifierOf } from "#local/clerk/user.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";

// What people are called who have told Clerk no name.

const database = testDatabase();

interface Choice {
  firstName?: string;
  email?: string;
  username?: string;
  phone?: string;
}

const called: [string, Choice, string][] = [
  ["their name", { firstName: "Ada", username: "ada99", phone: "+15550001" }, "Ada"],
  ["their username", { username: "ada99", phone: "+15550001" }, "ada99"],
  ["their phone number", { phone: "+15550001" }, "+15550001"],
  ["their username beside an address", { email: "a@acme.test", username: "ada99" }, "ada99"],
  ["nothing beside an address", { email: "a@acme.test", phone: "+15550001" }, ""],
  ["their name, not the spaces around it", { firstName: "  ", phone: "+15550001" }, "+15550001"],
];

const at = 1_790_000_000_000;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const send = (type: string, data: object, timestamp = at) =>
    recordClerkEvent(db(), ...delivery("clerk", { type, timestamp, data }));

  const person = async (id: string) => {
    const [row] = await db().select().from(user).where(eq(user.id, id));
    return row;
  };

  function joining({ firstName = "", email, ...others }: Choice) {
    const key = crypto.randomUUID();
    const clock = new Date(at);
    const made = clerkUser({
      ...{ id: `user_${key}`, firstName, lastName: "", email: email ?? null },
      ...{ ...others, createdAt: clock, updatedAt: clock },
    });
    const membership = {
      id: `orgmem_${key}`,
      role: "org:member",
      organization: { id: `org_${key}`, name: "Team", slug: key },
      public_user_data: { user_id: made.id, identifier: identifierOf(made), first_name: firstName },
    };
    return { key, made, membership };
  }

  test.each(called)("a person is called by %s", async (_, choice, name) => {
    const { made } = joining(choice);
    expect(await send("user.created", made)).toMatchObject({ outcome: "applied" });
    expect(await person(made.id)).toMatchObject({ name, email: choice.email ?? null });
  });

  test.each([
    ["a phone number", "+15550002", { name: "+15550002", email: null }],
    ["a username", "grace", { name: "grace", email: null }],
    ["an address", "Grace@Acme.test", { name: "", email: "grace@acme.test" }],
  ])("a person known from a membership alone is called by %s", async (_, identifier, expected) => {
    const { made, membership } = joining({});
    const data = { ...membership.public_user_data, identifier };
    await send("organizationMembership.created", { ...membership, public_user_data: data });
    expect(await person(made.id)).toMatchObject(expected);
  });

  test("a search finds a member by what they are called, and erasing takes it", async () => {
    const { key, made, membership } = joining({ phone: "+15550003" });
    const { made: seeker, membership: other } = joining({ username: "seeker" });
    const { organization } = membership;
    await send("organization.created", organization);
    await send("organizationMembership.created", membership);
    await send("organizationMembership.created", { ...other, organization });
    await send("user.created", made);
    const scope = { userId: seeker.id, slug: key };
    const found = async () => (await getMembers(db(), scope, { search: "5550003" }))?.shown;
    expect(await found()).toMatchObject([{ userId: made.id, name: "+15550003" }]);
    await send("user.deleted", { id: made.id, deleted: true }, at + 1);
    expect(JSON.stringify(await person(made.id))).not.toContain("5550003");
  });

  test("a username that is taken from somebody in Clerk goes here too", async () => {
    const { made } = joining({ username: "ada99" });
    await send("user.created", made);
    await send("user.updated", { ...made, username: null }, at + 1);
    expect(await person(made.id)).toMatchObject({ name: "" });
  });
});
