import type { Database } from "./database.ts";
import { QueryError } from "./query-error.ts";
import { type Written, written } from "./written.ts";

/** Sends a statement, and answers as the driver does: an array of rows, or an object with them. */
type Send = (text: Written["text"], parameters: Written["parameters"]) => PromiseLike<unknown>;

/** The database behind a driver. What fails is thrown as a `QueryError`. */
export const databaseBehind = (send: Send): Database => ({
  async execute(statement) {
    try {
      const { text, parameters } = written(statement);
      return await send(text, parameters);
    } catch (error) {
      throw new QueryError(error);
    }
  },
});
