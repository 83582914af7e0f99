import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.ts";

const isolationLevels = new Map([
  ["ReadUncommitted", "READ UNCOMMITTED"],
  ["ReadCommitted", "READ COMMITTED"],
  ["RepeatableRead", "REPEATABLE READ"],
  ["Serializable", "SERIALIZABLE"],
]);

/** What the headers ask of the answer and, for a batch, of its transaction. */
export interface RequestOptions {
  isRawText: boolean;
  isArrayMode: boolean;
  /** The statement that opens the transaction of a batch. */
  begin: string;
  /** The headers that the answer to a batch repeats. */
  echo: Record<string, string>;
}

/**
 * Only the literal `true` switches an option on, as with Neon.
 * @throws Refusal 400 for an isolation level that is none of the four.
 */
export function readOptions(headers: IncomingHttpHeaders): RequestOptions {
  const modes: string[] = [];
  const echo: Record<string, string> = {};

  const level = headers["neon-batch-isolation-level"];
  if (level !== undefined) {
    const sql = isolationLevels.get(String(level));
    if (sql === undefined) throw new Refusal(400, "invalid isolation level");
    modes.push(`ISOLATION LEVEL ${sql}`);
    echo["Neon-Batch-Isolation-Level"] = String(level);
  }
  if (headers["neon-batch-read-only"] === "true") {
    modes.push("READ ONLY");
    echo["Neon-Batch-Read-Only"] = "true";
  }
  if (headers["neon-batch-deferrable"] === "true") {
    modes.push("DEFERRABLE");
    echo["Neon-Batch-Deferrable"] = "true";
  }
  return {
    isRawText: headers["neon-raw-text-output"] === "true",
    isArrayMode: headers["neon-array-mode"] === "true",
    begin: `START TRANSACTION ${modes.join(", ")}`.trimEnd(),
    echo,
  };
}
