import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "./schema.ts";
import { type CurrentSession, signedIn } from "./signed-in.ts";

/** Gives a person another name. False when the session has ended. */
export async function changeName(
  db: Database,
  session: CurrentSession,
  { name }: { name: string },
): Promise<boolean> {
  const statement = sql`
    update ${user} set name = ${name}::text, updated_at = now()
    where id = (select ${user.id} from ${signedIn(session)})
    returning id`;
  return (await rows(db, statement, () => true)).length > 0;
}
