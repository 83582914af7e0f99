import { monthOf, type Period } from "./calendar.ts";
import { hour } from "./tenant.ts";

// Written from docs/metering.md, and not from the functions that it is compared with: it keeps
// everything that ever happened, and adds it up anew whenever it is asked.

export interface Subscribed {
  included: number;
  start: number;
  end: number;
  willEnd: boolean;
  /** Since when a payment is owed, in milliseconds since 1970. */
  owedSince: number | null;
}

interface Grant {
  credits: number;
  expiresAt: number;
  drawn: number;
  requested: number;
  refunded: number;
}

interface Entry {
  at: number;
  credits: number;
  fromGrants: number;
  key: string | null;
}

export interface Used {
  calls: number;
  credits: number;
}

const grace = 7 * 24 * hour;
/** In milliseconds: as close as two rows of an organization can be. */
const tick = 0.001;

/** The books of one organization. Moments are milliseconds since 1970. */
export class Books {
  readonly entries: Entry[] = [];
  readonly grants: Grant[] = [];
  /** What was sealed, by hour; each written once. */
  readonly sealed = new Map<number, Used>();
  /** The periods of subscriptions in which something that a plan includes was drawn. */
  readonly begun: Period[] = [];
  subscription: Subscribed | null = null;
  readonly #free: number;

  constructor(free: number) {
    this.#free = free;
  }

  balance(now: number) {
    const { included, start, end } = this.#period(now);
    const inPeriod = this.entries.filter(({ at }) => at >= start);
    const used = sum(inPeriod, ({ credits }) => credits);
    const fromGrants = sum(inPeriod, (entry) => entry.fromGrants);
    const plans = Math.max(included - (used - fromGrants), 0);
    const bought = sum(this.#purse(now), unspent);
    return {
      used,
      left: plans + bought,
      total: included + fromGrants + bought,
      included,
      period: { start: new Date(start), end: new Date(end) },
      isReadOnly: this.#isOverdue(now),
      plans,
    };
  }

  /** Of the period by day and by key, and of twelve calendar months (UTC) by month. */
  sums(now: number) {
    const { start } = this.#period(now);
    const date = new Date(now);
    const month = (ago: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - ago);
    const used = (from: number, to = Number.POSITIVE_INFINITY) =>
      usedIn(this.entries.filter(({ at }) => at >= from && at < to));
    const days = [];
    for (let day = Math.floor(start / dayLength) * dayLength; day <= now; day += dayLength) {
      days.push({ starts: new Date(day), ...used(Math.max(day, start), day + dayLength) });
    }
    const months = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((ago) => ({
      starts: new Date(month(ago)),
      ...used(month(ago), month(ago - 1)),
    }));
    const ofPeriod = this.entries.filter(({ at }) => at >= start);
    const keys = [...Map.groupBy(ofPeriod, ({ key }) => key)]
      .map(([apiKeyId, entries]) => ({ apiKeyId, ...usedIn(entries) }))
      .toSorted((a, b) => ((a.apiKeyId ?? "~") < (b.apiKeyId ?? "~") ? -1 : 1));
    return { days, months, keys };
  }

  spend(credits: number, now: number, key: string | null): string {
    if (this.#isOverdue(now)) return "overdue";
    if (credits > this.balance(now).left) return "exhausted";
    this.record(credits, now, key);
    return "spent";
  }

  /** A row that nobody asks about: what nothing covers is overdrawn. */
  record(credits: number, now: number, key: string | null): void {
    const latest = this.entries.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    const horizon = Math.max(...this.sealed.keys()) + hour;
    const at = Math.max(now, latest + tick, horizon);
    let missing = Math.max(credits - this.balance(at).plans, 0);
    let fromGrants = 0;
    for (const grant of this.#purse(at)) {
      const part = Math.min(missing, unspent(grant));
      grant.drawn += part;
      missing -= part;
      fromGrants += part;
    }
    const own = this.#ownPeriod(at);
    if (own && credits > fromGrants) this.begun.push(own);
    this.entries.push({ at, credits, fromGrants, key });
  }

  refund(grant: Grant, requested: number): void {
    const more = Math.max(requested - grant.requested, 0);
    grant.requested = requested;
    grant.refunded += Math.min(more, unspent(grant));
  }

  seal(now: number): void {
    const until = hourOf(now - 5 * 60_000);
    const from = Math.max(...this.sealed.keys()) + hour;
    for (const { at, credits } of this.entries) {
      if (at >= until || at < from) continue;
      const { calls = 0, credits: before = 0 } = this.sealed.get(hourOf(at)) ?? {};
      this.sealed.set(hourOf(at), { calls: calls + 1, credits: before + credits });
    }
  }

  #period(now: number) {
    const subscription = this.subscription;
    const own = this.#ownPeriod(now);
    if (subscription && own) {
      const open = [own, ...this.begun.filter(({ start, end }) => start <= now && now < end)];
      const start = Math.min(...open.map((period) => period.start));
      const end = start < own.start ? Math.min(...open.map((period) => period.end)) : own.end;
      return { included: subscription.included, start, end };
    }
    const date = new Date(now);
    const ended = subscription?.willEnd && now >= subscription.end;
    const included = subscription && !ended ? subscription.included : this.#free;
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return { included, start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
  }

  /** In which the credits of the subscription are spent, while it is live. */
  #ownPeriod(now: number): Period | undefined {
    const { subscription } = this;
    if (!subscription || now < subscription.start) return undefined;
    if (now >= subscription.end && subscription.willEnd) return undefined;
    return monthOf(subscription, now);
  }

  #isOverdue(now: number): boolean {
    const since = this.subscription?.owedSince ?? null;
    return since !== null && now >= since + grace;
  }

  /** What can be drawn from, in the order in which it is. */
  #purse(now: number): Grant[] {
    return this.grants
      .filter((grant) => grant.expiresAt > now && unspent(grant) > 0)
      .toSorted((a, b) => (a.expiresAt < b.expiresAt ? -1 : a.expiresAt > b.expiresAt ? 1 : 0));
  }
}

const unspent = ({ credits, drawn, refunded }: Grant) => credits - drawn - refunded;

const dayLength = 24 * hour;

const usedIn = (entries: Entry[]): Used => ({
  calls: entries.length,
  credits: sum(entries, ({ credits }) => credits),
});

export const hourOf = (moment: number) => Math.floor(moment / hour) * hour;

function sum<Item>(items: Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
