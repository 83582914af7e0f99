import { randomFrom } from "#local/lifecycle/shuffle.ts";
import type { OrderStep, PolarStep, StateStep, SubscriptionStep } from "./steps.ts";

type Facts = Omit<SubscriptionStep, "kind" | "name" | "sent">;

/** What may happen to a subscription: what Polar calls it, when it can, and what it changes. */
interface Change {
  name: string;
  when(facts: Facts): boolean;
  change(facts: Facts, at: number): Partial<Facts>;
}

const day = 86_400_000_000;
const month = 30;
const isLive = ({ status }: Facts) => status === "active" || status === "trialing";

const changes: Change[] = [
  {
    name: "active",
    when: ({ status }) => status === "trialing" || status === "past_due",
    change: () => ({ status: "active" }),
  },
  {
    name: "updated",
    when: isLive,
    change: ({ plan }) => ({ plan: plan === 1 ? 2 : 1 }),
  },
  {
    name: "updated",
    when: ({ status, willEnd }) => status === "active" && !willEnd,
    change: ({ period }) => ({
      period: { start: period?.end ?? 0, end: (period?.end ?? 0) + month },
    }),
  },
  {
    name: "canceled",
    when: (facts) => isLive(facts) && !facts.willEnd,
    change: () => ({ willEnd: true }),
  },
  {
    name: "uncanceled",
    when: (facts) => isLive(facts) && facts.willEnd,
    change: () => ({ willEnd: false }),
  },
  {
    name: "past_due",
    when: ({ status }) => status === "active",
    change: () => ({ status: "past_due" }),
  },
  {
    name: "paused",
    when: ({ status }) => status === "active",
    change: () => ({ status: "paused" }),
  },
  {
    name: "resumed",
    when: ({ status }) => status === "paused",
    change: () => ({ status: "active" }),
  },
  {
    name: "revoked",
    when: ({ status, willEnd }) => status === "past_due" || (status === "active" && willEnd),
    change: (_, at) => ({ status: "canceled", endedAt: at }),
  },
];

/**
 * What Polar sends while an organization subscribes, changes its mind, leaves, comes back and buys
 * credits: each change under two names with the same data, and now and then the customer's state.
 * @param count how many events; the last subscription may be cut off.
 */
export function plausibleLife(seed: number, count: number, organization = 0): PolarStep[] {
  const random = randomFrom(seed);
  const oneOf = <Item>(items: Item[]) => items[Math.floor(random() * items.length)];
  const steps: PolarStep[] = [];
  let now = day;
  for (let number = 0; steps.length < count; number++) {
    let facts: Facts = {
      organization,
      number,
      status: random() < 0.3 ? "trialing" : "active",
      plan: 1,
      changed: null,
      period: { start: Math.floor(now / day), end: Math.floor(now / day) + month },
      willEnd: false,
      trialEnd: null,
      endedAt: null,
    };
    const tell = (...names: string[]) => {
      for (const [position, name] of names.entries()) {
        // Two that are told in the same microsecond happen too.
        const sent = now + 60_000 + (random() < 0.2 ? 0 : position * 70_000);
        steps.push({ kind: "subscription", ...facts, name, sent });
      }
      if (random() < 0.3) steps.push(stateAt(facts, now + 400_000));
    };
    tell("created", "active", "updated");
    if (random() < 0.5) steps.push(...orderOf(organization, number, now, random() < 0.3));
    for (let length = 3 + random() * 12; length > 0; length--) {
      const next = oneOf(changes.filter(({ when }) => when(facts)));
      if (!next) break;
      now += 1 + Math.floor(random() * 9 * day);
      facts = { ...facts, ...next.change(facts, now), changed: now };
      tell(...(next.name === "updated" ? ["updated"] : ["updated", next.name]));
    }
    if (facts.status !== "canceled") {
      now += day;
      facts = { ...facts, status: "canceled", endedAt: now, changed: now };
      tell("updated", "revoked");
    }
    steps.push(stateAt(facts, now + 500_000));
    now += 3 * day;
  }
  return steps.slice(0, count);
}

const stateAt = (facts: Facts, sent: number): StateStep => ({
  kind: "state",
  organization: facts.organization,
  active: isLive(facts) ? [facts] : [],
  sent,
});

function orderOf(
  organization: number,
  number: number,
  at: number,
  isRefunded: boolean,
): OrderStep[] {
  const order = { kind: "order", organization, number, pack: 0 } as const;
  return [
    { ...order, status: "pending", changed: null, sent: at },
    { ...order, status: "paid", changed: at + 1, sent: at + 80_000 },
    { ...order, status: "paid", changed: at + 1, sent: at + 80_001 },
    ...(isRefunded
      ? [{ ...order, status: "refunded" as const, changed: at + day, sent: at + day }]
      : []),
  ];
}
