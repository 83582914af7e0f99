/** How often the database was asked, since the last reset. */
export interface Trips {
  /** HTTP requests; a batch is one. */
  requests: number;
  /** The longest chain of requests where each began after the answer to the one before. */
  depth: number;
  statements: number;
}

/** One request that is being counted. */
export interface Visit {
  countStatements(count: number): void;
  /** Call it just before the answer is sent: the client may ask again immediately. */
  end(): void;
}

const maxViews = 1_000;
const maxAnswerTimes = 256;

/** Counts the trips of everything together, and those of each of the latest 1,000 page views. */
export class TripCounter {
  #total = new Count();
  #views = new Map<string, Count>();

  /** @param began when the request began, in milliseconds of `performance.now()`. */
  begin(view: string | undefined, began: number): Visit {
    const counts = [this.#total, ...(view === undefined ? [] : [this.#viewCount(view)])];
    const visits = counts.map((count) => count.begin(began));
    return {
      countStatements(count) {
        for (const visit of visits) visit.countStatements(count);
      },
      end() {
        for (const visit of visits) visit.end();
      },
    };
  }

  trips(view?: string): Trips {
    const count = view === undefined ? this.#total : this.#views.get(view);
    return (count ?? new Count()).trips();
  }

  reset(): void {
    this.#total = new Count();
    this.#views.clear();
  }

  #viewCount(view: string): Count {
    const count = this.#views.get(view) ?? new Count();
    this.#views.delete(view);
    this.#views.set(view, count);
    for (const oldest of this.#views.keys()) {
      if (this.#views.size <= maxViews) break;
      this.#views.delete(oldest);
    }
    return count;
  }
}

class Count {
  #requests = 0;
  #statements = 0;
  #depth = 0;
  /** When the first answer of each depth was sent; only the latest are kept. */
  #answered: { depth: number; at: number }[] = [];

  begin(began: number): Visit {
    const before = this.#answered.findLast(({ at }) => at <= began);
    const depth = 1 + (before?.depth ?? this.#forgottenDepth());
    this.#requests += 1;
    this.#depth = Math.max(this.#depth, depth);
    return {
      countStatements: (count) => {
        this.#statements += count;
      },
      end: () => {
        if (depth <= (this.#answered.at(-1)?.depth ?? 0)) return;
        this.#answered.push({ depth, at: performance.now() });
        if (this.#answered.length > maxAnswerTimes) this.#answered.shift();
      },
    };
  }

  trips(): Trips {
    return { requests: this.#requests, depth: this.#depth, statements: this.#statements };
  }

  #forgottenDepth(): number {
    return Math.max(0, (this.#answered[0]?.depth ?? 1) - 1);
  }
}
