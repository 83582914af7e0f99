import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, perform } from "./acting.ts";
import type { Origin, Person } from "./actor.ts";
import { firstNameOf } from "./first-name.ts";
import { founded, founding, ownSlug } from "./insert-organization.ts";

/**
 * Makes sure that a signed-in user has a row, and an organization to be in: the one they joined first,
 * else a new one, which they own.
 * @param provider which signs them in.
 */
export async function ensureFirstOrganization(
  db: Database,
  {
    userId,
    provider,
    ipAddress = null,
    userAgent = null,
  }: Person & Partial<Origin> & { provider: string },
): Promise<Acted> {
  const { name, home } = await findPerson(db, userId);
  if (home) return { outcome: "unchanged", slug: home };
  return found(db, { userId, ipAddress, userAgent }, provider, name);
}

const person = z.object({ name: z.string(), home: z.nullable(z.string()) });

async function findPerson(db: Database, userId: string) {
  const statement = sql`
    select name, case when deleted_at is null then home_of(id) end as home
    from "user" where id = ${userId}::text`;
  const [found] = await rows(db, statement, (row) => person.parse(row));
  return found ?? { name: "", home: null };
}

/**
 * One statement, for any number of calls at once: writing the user's row makes them queue, and `home_of`
 * looks after that, so the second request gets the organization that the first one created. The id is random:
 * nobody else can have made something under it.
 */
function found(
  db: Database,
  founder: Person & Origin,
  provider: string,
  personName: string,
): Promise<Acted> {
  const { name, slug } = firstNameOf(personName);
  return perform(
    db,
    sql`
    person as (
      insert into "user" (id, provider) values (${founder.userId}::text, ${provider}::text)
      on conflict (id) do update set provider = "user".provider where "user".deleted_at is null
      returning id
    ), home as materialized (
      select home_of(id) as slug from person
    ), judged as materialized (
      select case when slug is null then 'done' else 'unchanged' end as outcome,
        coalesce(slug, ${ownSlug(slug)}) as slug
      from home
    ), ${founding(founder, { id: crypto.randomUUID(), name })}`,
    founded,
  );
}
