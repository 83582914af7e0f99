import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { isId } from "#lib/text/storable.ts";
import type { Picture } from "./store.ts";

const picture = z.object({ content: z.string(), contentType: z.string() });

/** A picture by its ID; null when there is none, or when the ID is malformed. */
export async function readPicture(db: Database, id: string): Promise<Picture | null> {
  if (!isId(id)) return null;
  const statement = sql`
    select translate(encode(content, 'base64'), E'\\n', '') as content,
      content_type as "contentType"
    from user_pictures where id = ${id}::uuid`;
  const [found] = await rows(db, statement, (row) => picture.parse(row));
  return found ?? null;
}
