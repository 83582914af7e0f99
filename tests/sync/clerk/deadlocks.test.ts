import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { expect, test } from "vitest";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import type { ClerkStep, MembershipStep, UserStep } from "#local/clerk/story/steps.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import { allAtOnce, deliveringTo } from "../delivering.ts";

const database = testDatabase();

const told = (sent: number) => ({ sent, inSeconds: false, clock: null });

const person = (action: UserStep["action"], sent: number): UserStep => ({
  kind: "user",
  user: 0,
  name: 0,
  address: 0,
  action,
  ...told(sent),
});

const membership = (
  organization: number,
  action: MembershipStep["action"],
  sent: number,
): MembershipStep => ({
  kind: "membership",
  organization,
  user: 0,
  number: 0,
  role: "org:member",
  name: 0,
  address: 0,
  organizationName: 0,
  action,
  ...told(sent),
});

/** How many deadlocks Postgres has broken in the database while something ran. */
async function deadlocksDuring(run: (sql: postgres.Sql) => Promise<void>): Promise<number> {
  const sql = postgres(database.direct, { max: 3, onnotice() {} });
  const count = async () => {
    // A session tells of its figures a second after the last time at the earliest.
    await sleep(1_100);
    const [row] = await sql`select deadlocks::integer as count
      from pg_stat_database where datname = current_database()`;
    return Number(row?.count);
  };
  try {
    const before = await count();
    await run(sql);
    return (await count()) - before;
  } finally {
    await sql.end();
  }
}

test.each(drivers)(
  "on %s, a deletion of somebody who joins a team just then waits for nobody who waits for it",
  async (driver) => {
    const db = database.on["postgres-js direct"];
    const cast = newCast();
    const steps: ClerkStep[] = [person("created", 0), membership(0, "deleted", 1)];
    const [arrival, ending, deletion] = clerkEvents([...steps, person("deleted", 2)], cast);
    if (!arrival || !ending || !deletion) throw new Error("unreachable");
    await allAtOnce(deliveringTo(db), [arrival, ending]);

    let delivered: Promise<unknown> = Promise.resolve();
    const deadlocks = await deadlocksDuring(async (sql) => {
      const [team] = await sql`insert into organizations (clerk_organization_id, slug, name)
        values (${`other_${cast}`}, ${`other-${cast}`}, 'Other') returning id`;
      const [someone] = await sql`select user_id as id from memberships
        join organizations on organizations.id = organization_id
        where clerk_organization_id like ${`%${cast}%`}`;
      const lockPerson = (on: postgres.ISql) =>
        on`update "user" set name = name where id = ${someone?.id}`;

      await sql.begin(async (next) => {
        let teamIsNext: Promise<unknown> = Promise.resolve();
        await sql.begin(async (joining) => {
          await lockPerson(joining);
          // It has the team as well from here on, because the team counts its members.
          await joining`insert into memberships (organization_id, user_id, clerk_role)
            values (${team?.id}, ${someone?.id}, 'member')`;
          // The next event queues for the team before the deletion knows of it.
          teamIsNext =
            next`select from organizations where id = ${team?.id} for no key update`.execute();
          await waiting(sql, 1);
          delivered = deliveringTo(database.on[driver])(deletion);
          await waiting(sql, 2);
        });
        await teamIsNext;
        // Now the deletion has the person, and the next event the team in which it finds them.
        await sleep(200);
        await lockPerson(next);
      });
      expect(await delivered).toBe("applied");
      const left = await sql`select from memberships
        where user_id = ${someone?.id} and deleted_at is null`;
      expect(left).toHaveLength(0);
    });
    expect(deadlocks).toBe(0);
  },
);

/** Waits until so many statements wait for another. */
async function waiting(sql: postgres.Sql, count: number): Promise<void> {
  const blocked = () => sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await blocked()).length < count) await sleep(20);
}

test.each(drivers)(
  "on %s, somebody who is deleted while they join and leave many teams leaves no deadlock behind",
  async (driver) => {
    const db = database.on[driver];
    const deadlocks = await deadlocksDuring(async () => {
      for (let round = 0; round < 20; round++) {
        const cast = newCast();
        const steps: ClerkStep[] = [0, 1].flatMap((organization) => [
          membership(organization, "created", round % 3),
          person("deleted", organization),
          membership(organization, "updated", 2),
          membership(organization, "deleted", 3),
          membership(organization, "updated", 4),
        ]);
        const events = clerkEvents(steps, cast);
        await allAtOnce(deliveringTo(db), [...events, ...events]);
        expect(await readClerkRows(db, cast)).toEqual(clerkModel(events, cast));
      }
    });
    expect(deadlocks).toBe(0);
  },
);
