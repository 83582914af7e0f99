import { eq } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, test, vi } from "vitest";
import { outbox } from "#drizzle/tables.ts";
import { deleteAccount } from "#lib/account/delete-account.ts";
import { drivers, testDatabase } from "../database.ts";
import { organization, type Person, person } from "../identity/people.ts";
import * as rowsOf from "./rows-of.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];
const organizationOf = (id: string) => rowsOf.organizationOf(direct(), id);
const membersOf = (id: string) => rowsOf.membersOf(direct(), id);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const origin = { ipAddress: "203.0.113.9", userAgent: "Firefox" };
  const remove = ({ current, email }: Person) =>
    deleteAccount(db(), { ...current, ...origin }, { email });

  test("of two owners who delete themselves at once, one stays", async () => {
    for (let round = 0; round < 5; round++) {
      const [ada, eve, member] = [await person(db()), await person(db()), await person(db())];
      const team = await organization(db(), [ada, "owner"], [eve, "owner"], [member, "member"]);
      const outcomes = await Promise.all([remove(ada), remove(eve)]);
      expect(outcomes.toSorted()).toEqual(["deleted", "last_owner"]);
      const left = (await membersOf(team.id)).filter(({ deletedAt }) => deletedAt === null);
      expect(left.map(({ role }) => role).toSorted()).toEqual(["member", "owner"]);
    }
  });

  test("the last two of an organization who delete themselves at once take it with them", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    const team = await organization(db(), [ada, "member"], [eve, "owner"]);
    const outcomes = await Promise.all([remove(ada), remove(eve)]);
    expect(outcomes[0]).toBe("deleted");
    if (outcomes[1] === "last_owner") expect(await remove(eve)).toBe("deleted");
    expect((await organizationOf(team.id))?.deletedAt).not.toBeNull();
  });

  test("deleting twice at once does it once, with one mail", async () => {
    const ada = await person(db());
    await organization(db(), [ada, "owner"]);
    const outcomes = await Promise.all([remove(ada), remove(ada), remove(ada)]);
    expect(outcomes.toSorted()).toEqual(["deleted", "unauthenticated", "unauthenticated"]);
    const mails = await db().select().from(outbox).where(eq(outbox.recipient, ada.email));
    expect(mails).toHaveLength(1);
  });

  /** Does something in a transaction that commits once the deletion waits for its locks. */
  async function meanwhile(
    ada: Person,
    team: string,
    act: (sql: postgres.TransactionSql) => Promise<unknown>,
  ) {
    const client = postgres(database.direct, { max: 2, onnotice: () => {} });
    try {
      let outcome: ReturnType<typeof remove> | undefined;
      await client.begin(async (holding) => {
        await holding`select from organizations where id = ${team} for no key update`;
        outcome = remove(ada);
        await vi.waitFor(async () => {
          const waiting = await client`select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`;
          expect(waiting.length).toBeGreaterThan(0);
        });
        await act(holding);
      });
      return await outcome;
    } finally {
      await client.end();
    }
  }

  test("somebody who is made the last owner meanwhile is refused", async () => {
    const [ada, eve, member] = [await person(db()), await person(db()), await person(db())];
    const team = await organization(db(), [ada, "member"], [eve, "owner"], [member, "member"]);
    const outcome = await meanwhile(ada, team.id, async (sql) => {
      await sql`update memberships set role = 'owner' where user_id = ${ada.current.userId}`;
      await sql`update memberships set deleted_at = now() where user_id = ${eve.current.userId}`;
    });
    expect(outcome).toBe("last_owner");
    expect((await membersOf(team.id)).filter(({ deletedAt }) => deletedAt === null)).toHaveLength(
      2,
    );
  });

  test("an organization that somebody joins meanwhile is not deleted with its last owner", async () => {
    const [ada, member] = [await person(db()), await person(db())];
    const team = await organization(db(), [ada, "owner"]);
    const outcome = await meanwhile(
      ada,
      team.id,
      (sql) =>
        sql`insert into memberships (organization_id, user_id)
        values (${team.id}, ${member.current.userId})`,
    );
    expect(outcome).toBe("last_owner");
    expect((await organizationOf(team.id))?.deletedAt).toBeNull();
  });
});
