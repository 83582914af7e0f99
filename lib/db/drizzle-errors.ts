import { DrizzleQueryError } from "drizzle-orm/errors";
import { PgPreparedQuery } from "drizzle-orm/pg-core/session";
import { QueryError } from "./query-error.ts";

/**
 * Has drizzle throw `QueryError`, on every driver and inside of transactions: all statements
 * of its query builder pass through this one method, where it throws what holds the parameters.
 */
const run: unknown = Reflect.get(PgPreparedQuery.prototype, "queryWithCache");
if (typeof run !== "function") throw new TypeError("drizzle-orm sends its statements another way");
Reflect.set(
  PgPreparedQuery.prototype,
  "queryWithCache",
  async function withoutParameters(this: unknown, ...sent: unknown[]): Promise<unknown> {
    try {
      return await Reflect.apply(run, this, sent);
    } catch (error) {
      if (error instanceof QueryError) throw error;
      throw new QueryError(error instanceof DrizzleQueryError ? error.cause : error);
    }
  },
);
