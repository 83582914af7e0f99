import { AsyncLocalStorage } from "node:async_hooks";
import type { Database } from "#lib/db/database.ts";

/**
 * A database for Better Auth, and the one to use beside it: inside one of its transactions that is the
 * transaction. What is written there happens with the rest or not at all. Besides, a function has one
 * connection: a statement beside the transaction would wait for its end for ever.
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
