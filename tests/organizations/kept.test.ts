import { type SQL, sql } from "drizzle-orm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Database, rows } from "#lib/db/database.ts";
import { drivers, testDatabase } from "../database.ts";
import { check } from "../sync/property.ts";
import { makePerson, makeTenant } from "../tenant.ts";
import { wrongCounts, wrongListed } from "./kept.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

interface Cast {
  teams: string[];
  people: string[];
}

/** What happens to members, each as one statement: to one person in one team, or to many at once. */
const kinds = {
  join: ({ team, person }) => sql`
    insert into memberships (organization_id, user_id)
    select organizations.id, "user".id from organizations, "user"
    where organizations.id = ${team} and "user".id = ${person}
    on conflict (organization_id, user_id) do update set deleted_at = null`,
  stub: ({ team, person }) => sql`
    insert into memberships (organization_id, user_id, deleted_at)
    select organizations.id, "user".id, '-infinity' from organizations, "user"
    where organizations.id = ${team} and "user".id = ${person}
    on conflict (organization_id, user_id) do update set is_creator = true`,
  leave: ({ team, person }) => sql`
    update memberships set deleted_at = now()
    where organization_id = ${team} and user_id = ${person} and deleted_at is null`,
  change: ({ team, person }) => sql`
    update memberships set role = 'admin' where organization_id = ${team} and user_id = ${person}`,
  erase: ({ team, person }) => sql`
    delete from memberships where organization_id = ${team} and user_id = ${person}`,
  joinAll: ({ people, teams }) => sql`
    insert into memberships (organization_id, user_id)
    select organizations.id, "user".id from organizations, "user"
    where organizations.id::text in ${teams} and "user".id in ${people}
    on conflict (organization_id, user_id) do update set deleted_at = null`,
  swap: ({ people, teams }) => sql`
    update memberships
    set deleted_at = case when deleted_at is null then '-infinity'::timestamptz end
    where organization_id::text in ${teams} and user_id in ${people}`,
  empty: ({ team }) => sql`delete from memberships where organization_id = ${team}`,
  rename: ({ person }) => sql`
    update "user" set name = name || 'a', email = null where id = ${person}`,
  picture: ({ people }) =>
    sql`update "user" set image_url = 'https://x.test' where id in ${people}`,
  back: ({ team, person }) => sql`
    update memberships set created_at = created_at - interval '1 day'
    where organization_id = ${team} and user_id = ${person}`,
  // From then on whatever is told of them ends where it begins.
  bury: ({ person }) => sql`
    with gone as (update "user" set deleted_at = now(), name = '' where id = ${person} returning id)
    update memberships set deleted_at = '-infinity' from gone where user_id = gone.id`,
  forget: ({ person }) => sql`delete from "user" where id = ${person}`,
  close: ({ team }) => sql`update organizations set deleted_at = now() where id = ${team}`,
  restore: ({ team }) => sql`update organizations set deleted_at = null where id = ${team}`,
  purge: ({ team }) => sql`delete from organizations where id = ${team}`,
} satisfies Record<string, (step: Names) => SQL>;

interface Names {
  team: SQL;
  person: SQL;
  teams: SQL;
  people: SQL;
}

type Kind = keyof typeof kinds;

/** Those that write memberships of one team each, so that many may run at once. */
const ofOneTeam = [
  ...(["join", "stub", "leave", "change", "erase", "rename", "back", "close", "restore"] as const),
];

const stepOf = (among: readonly Kind[]) =>
  fc.record({
    kind: fc.constantFrom(...among),
    team: fc.nat({ max: 2 }),
    person: fc.nat({ max: 3 }),
    size: fc.integer({ min: 1, max: 4 }),
  });

type Step = { kind: Kind; team: number; person: number; size: number };

async function newCast(): Promise<Cast> {
  const teams = await Promise.all([0, 1, 2].map(async () => (await makeTenant(db())).id));
  const people = await Promise.all([0, 1, 2, 3].map(async () => (await makePerson(db())).id));
  return { teams, people };
}

const listed = (ids: string[]): SQL =>
  sql`(${sql.join(
    ids.map((id) => sql`${id}::text`),
    sql`, `,
  )})`;

function statementOf({ kind, team, person, size }: Step, { teams, people }: Cast): SQL {
  return kinds[kind]({
    team: sql`${teams[team]}::uuid`,
    person: sql`${people[person]}::text`,
    teams: listed(teams.slice(0, size)),
    people: listed(people.slice(0, size)),
  });
}

const run = (on: Database, statement: SQL) => rows(on, statement, (row) => row);

test("whatever happens to memberships, an organization knows how many members it has, and lists them", () =>
  check(
    60,
    fc.asyncProperty(
      fc.array(stepOf(Object.keys(kinds) as Kind[]), { minLength: 4, maxLength: 25 }),
      async (steps) => {
        const cast = await newCast();
        for (const step of steps) {
          await run(db(), statementOf(step, cast));
          expect(await wrongCounts(db()), step.kind).toEqual([]);
          expect(await wrongListed(db()), step.kind).toEqual([]);
        }
      },
    ),
  ));

test.each(drivers)(
  "on %s, an organization knows it also when everything happens at once",
  (driver) =>
    check(
      15,
      fc.asyncProperty(
        fc.array(stepOf(ofOneTeam), { minLength: 8, maxLength: 30 }),
        async (steps) => {
          const cast = await newCast();
          await Promise.all(steps.map((step) => run(database.on[driver], statementOf(step, cast))));
          expect(await wrongCounts(db())).toEqual([]);
          expect(await wrongListed(db())).toEqual([]);
        },
      ),
    ),
);
