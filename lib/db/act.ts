import { SQL } from "drizzle-orm";
import { sql } from "./sql.ts";

/** A statement in two parts, so that more can be done in it: see lib/api/admitted.ts. */
export class Act extends SQL {
  /** Common table expressions, separated by commas. */
  readonly ctes: SQL | undefined;
  /** The select that answers. */
  readonly result: SQL;

  constructor(ctes: SQL | undefined, result: SQL) {
    super((ctes ? sql`with ${ctes} ${result}` : result).queryChunks);
    this.ctes = ctes;
    this.result = result;
  }
}

/**
 * One statement, `with <ctes> <result>`, which the API can send together with what it has to know and
 * to keep: who calls, how often, and what came of it. The names of the common table expressions that do
 * so begin with `req_`; no act's may. What `result` selects is given to the parser as JSON has it.
 */
export const act = (ctes: SQL | undefined, result: SQL): SQL => new Act(ctes, result);
