import { allLocalSecrets } from "#lib/products/environment.ts";

/** The three addresses of a database, under the names that Vercel's Neon integration sets. */
export interface DatabaseVariables {
  DATABASE_URL: string;
  DATABASE_URL_READ: string;
  DATABASE_URL_UNPOOLED: string;
}

/** What the app needs to run on the local Neon: its addresses, the fixed local secrets, and leave to use those. */
export function localEnvironment(database: DatabaseVariables): Record<string, string> {
  return { ...allLocalSecrets, ...database, LOCAL_USE: "1" };
}
