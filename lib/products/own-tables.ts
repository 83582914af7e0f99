import { personalTables } from "#lib/db/personal.ts";
import * as schemas from "#lib/products/schemas.ts";

/**
 * The tables of products whose rows are a person's own. Of all products, whatever `PRODUCTS` says: a
 * product that was in an earlier build has left rows behind, and they go with the person as well.
 */
export const ownTables = personalTables(schemas);
