import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user, userPictures } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";

export interface Picture {
  /** Base64, which every driver carries the same. */
  content: string;
  contentType: string;
}

/** Shows a picture of a person, instead of the one before. False when the session has ended. */
export async function storePicture(
  db: Database,
  session: CurrentSession,
  { content, contentType }: Picture,
): Promise<boolean> {
  const statement = sql`
    with stored as (
      insert into ${userPictures} (user_id, content, content_type)
      select ${user.id}, decode(${content}::text, 'base64'), ${contentType}::text
      from ${signedIn(session)}
      on conflict (user_id) do update set
        id = excluded.id, content = excluded.content, content_type = excluded.content_type,
        created_at = excluded.created_at
      returning id, user_id
    )
    update ${user} set image_url = '/api/v1/pictures/' || stored.id, updated_at = now()
    from stored where ${user.id} = stored.user_id
    returning ${user.id}`;
  return (await rows(db, statement, () => true)).length > 0;
}

/** Shows no picture of a person any more. False when the session has ended. */
export async function removePicture(db: Database, session: CurrentSession): Promise<boolean> {
  const statement = sql`
    with person as (select ${user.id} as id from ${signedIn(session)}),
    removed as (delete from ${userPictures} where user_id = (select id from person))
    update ${user} set image_url = null, updated_at = now() where id = (select id from person)
    returning id`;
  return (await rows(db, statement, () => true)).length > 0;
}
