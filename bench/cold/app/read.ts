import { sql } from "drizzle-orm/sql";
import { type Database, rows } from "#lib/db/database.ts";
import { type Item, inOrder, items, ofShelf } from "./items.ts";

/** The ten rows, as the project reads: one statement on any driver. */
export const readItems = (db: Database): Promise<Item[]> =>
  rows(
    db,
    sql`select ${items.id}, ${items.shelf}, ${items.name} from ${items}
      where ${ofShelf} order by ${inOrder}`,
    ({ id, shelf, name }) => ({ id: Number(id), shelf: String(shelf), name: String(name) }),
  );
