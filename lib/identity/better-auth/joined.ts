import { AsyncLocalStorage } from "node:async_hooks";
import type { Database } from "#lib/db/database.ts";

/**
 * Wraps the database for Better Auth. While it has a transaction open, `present()` is that transaction,
 * so our writes commit with its own or not at all. A function has one connection, so a statement
 * outside the transaction would wait for its end, and never run.
 */
export function joined(db: Database): { db: Database; present(): Database } {
  const inside = new AsyncLocalStorage<Database>();
  type Run = (transaction: Database) => Promise<unknown>;
  const begin = (run: Run) =>
    Reflect.get(db, "transaction").call(db, (transaction: Database) =>
      inside.run(transaction, () => run(transaction)),
    );
  return {
    db: new Proxy(db, {
      get: (target, key) => (key === "transaction" ? begin : Reflect.get(target, key)),
    }),
    present: () => inside.getStore() ?? db,
  };
}
