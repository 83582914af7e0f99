import type postgres from "postgres";
import { errorCode } from "../errors.ts";
import type { Lane } from "./lane.ts";
import { type Query, routed } from "./query.ts";

export type Act<Result> = (sql: postgres.TransactionSql) => Result | Promise<Result>;

/**
 * Runs `act` in a transaction on a connection of its own. It is taken back when `act` fails or one of
 * its statements does, even if `act` goes on.
 *
 * postgres-js has the same. But once the connection is closed, it sends the rest of the statements and
 * its `rollback` to a socket that is no more, or into the transaction that comes next.
 * @param options of `begin`, such as `read only`.
 */
export async function transaction<Result>(
  client: postgres.Sql,
  lane: Lane,
  options: string,
  act: Act<Result>,
): Promise<Result> {
  let savepoints = 0;
  const own = routed(client, (query) => lane.send(query), {});

  async function scope<Inner>(act: Act<Inner>, undo: string): Promise<Inner> {
    const { sql, settle } = statements(client, lane, {
      async savepoint<Nested>(...args: [Act<Nested>] | [name: string, act: Act<Nested>]) {
        const nested = args.length === 1 ? args[0] : args[1];
        const name = `s${savepoints++}`;
        await own.unsafe(`savepoint ${name}`);
        return scope(nested, `rollback to ${name}`);
      },
      async prepare(): Promise<never> {
        throw new Error("Transactions in two phases are not supported");
      },
    });
    try {
      const result = await act(sql);
      await settle();
      return result;
    } catch (error) {
      const first = await settle().catch((failure: unknown) => failure);
      // Without a connection, Postgres takes it back by itself.
      if (!lane.isSpent) await own.unsafe(undo).catch(() => {});
      // Of a transaction that has failed, Postgres says no more than that.
      throw errorCode(error) === "25P02" ? (first ?? error) : error;
    }
  }

  await own.unsafe(`begin ${options.replace(/[^a-z ]/gi, "")}`);
  const result = await scope(act, "rollback");
  await own.unsafe("commit");
  return result;
}

/** What `act` gets, and a function that ends it: it waits for all statements and throws as the first did. */
function statements<Methods extends object>(client: postgres.Sql, lane: Lane, methods: Methods) {
  const underWay = new Set<Query>();
  let isOver = false;
  let failure: { error: unknown } | undefined;

  const send = (query: Query): void => {
    if (isOver) {
      query.reject(new Error("The transaction is over"));
      return;
    }
    underWay.add(query);
    lane.send(query);
    query.then(
      () => underWay.delete(query),
      (error: unknown) => {
        failure ??= { error };
        underWay.delete(query);
      },
    );
  };
  const settle = async (): Promise<void> => {
    isOver = true;
    await Promise.allSettled(underWay);
    if (failure) throw failure.error;
  };
  return { sql: routed(client, send, methods), settle };
}
