import type { Lane } from "./lane.ts";
import type { Query } from "./query.ts";

/** Connections that nobody used for so long are closed, in milliseconds. */
const idleTimeout = 20_000;
/** A connection that is older is closed when it is given back, in milliseconds. */
const lifetime = 45 * 60_000;

/**
 * The connections of a client, each lent to one statement or one transaction at a time. With more
 * statements under way on one when PgBouncer or Postgres was killed, some were never answered
 * (docs/decisions/0008-one-trip-writes.md).
 */
export class Lanes {
  readonly #open: () => Lane;
  readonly #max: number;
  readonly #free = new Map<Lane, NodeJS.Timeout>();
  readonly #lent = new Set<Lane>();
  readonly #waiting: ((lane: Lane) => void)[] = [];
  #ending: PromiseWithResolvers<void> | undefined;

  constructor(open: () => Lane, max: number) {
    this.#open = open;
    this.#max = max;
  }

  /** Sends a statement on its own, as soon as a connection is free. */
  readonly send = (query: Query): void => {
    this.#lend((lane) => {
      lane.send(query);
      // After the lane's own look at how it ended.
      const giveBack = () => this.giveBack(lane);
      query.then(giveBack, giveBack);
    }, query.reject);
  };

  /** Lends a connection, which has to be given back. */
  borrow(): Promise<Lane> {
    return new Promise((resolve, reject) => this.#lend(resolve, reject));
  }

  giveBack(lane: Lane): void {
    this.#lent.delete(lane);
    const isOld = performance.now() - lane.openedAt > lifetime;
    const next = this.#waiting.shift();
    if (lane.isSpent || isOld || this.#ending) {
      void lane.close();
      if (next) this.#lendTo(next, this.#open());
    } else if (next) {
      this.#lendTo(next, lane);
    } else {
      this.#free.set(
        lane,
        setTimeout(() => this.#drop(lane), idleTimeout),
      );
    }
    if (this.#lent.size === 0) this.#ending?.resolve();
  }

  /**
   * Closes all connections once they are given back, and refuses further statements.
   * @param timeout in seconds; those that are lent longer are closed nevertheless.
   */
  async end({ timeout }: { timeout?: number } = {}): Promise<void> {
    const ending = this.#ending ?? Promise.withResolvers<void>();
    this.#ending = ending;
    const closing = [...this.#free.keys()].map((lane) => this.#drop(lane));
    if (this.#lent.size === 0) ending.resolve();
    const timer = timeout === undefined ? undefined : setTimeout(ending.resolve, timeout * 1_000);
    await ending.promise;
    clearTimeout(timer);
    await Promise.all([...closing, ...[...this.#lent].map((lane) => lane.close())]);
  }

  #lend(use: (lane: Lane) => void, refuse: (error: Error) => void): void {
    const idle = [...this.#free.keys()];
    for (const lane of idle) if (lane.isSpent) void this.#drop(lane);
    // The last one given back, so that the others become idle enough to be closed.
    const free = idle.findLast((lane) => !lane.isSpent);
    if (this.#ending) refuse(endedError());
    else if (free) this.#lendTo(use, free);
    else if (this.#lent.size < this.#max) this.#lendTo(use, this.#open());
    else this.#waiting.push(use);
  }

  #lendTo(use: (lane: Lane) => void, lane: Lane): void {
    clearTimeout(this.#free.get(lane));
    this.#free.delete(lane);
    this.#lent.add(lane);
    use(lane);
  }

  async #drop(lane: Lane): Promise<void> {
    clearTimeout(this.#free.get(lane));
    this.#free.delete(lane);
    await lane.close();
  }
}

function endedError(): Error {
  return Object.assign(new Error("The client has been ended"), { code: "CONNECTION_ENDED" });
}
