import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { wrongCurrentSubscriptions } from "#lib/billing/mend-current.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { type Catalogue, sellEverything } from "#local/polar/story/catalogue.ts";
import { momentOf, type PolarCast, polarEvents } from "#local/polar/story/events.ts";
import { anyPolarStep } from "#local/polar/story/steps.ts";
import { polarTimestamp } from "#local/polar/timestamp.ts";
import { drivers, type TestDrizzle, testDatabase } from "#tests/database.ts";
import { deliveringTo } from "../delivering.ts";
import { check } from "../property.ts";
import { newPolarCast } from "./cast.ts";

// The rows of `current_subscriptions` are what the view makes of everything that Polar said, whatever
// happens, in whatever order and at once; not only in the end, but at every moment that others see.

const database = testDatabase();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await sellEverything(database.on["postgres-js direct"]);
});

const moment = fc.option(fc.constantFrom(0, 1_000_000, 2_000_000));

/** What only the events of a subscription tell of it. */
const anyTerms = fc.record({
  recurring_interval: fc.constantFrom("day", "week", "month", null),
  started_at: moment,
  current_meter_period_start: moment,
  current_meter_period_end: moment,
  pause_at_period_end: fc.option(fc.boolean()),
  resumes_at: moment,
  pending_update: fc.option(
    fc.record({ applies_at: fc.constantFrom(0, 1_000_000), seats: fc.option(fc.nat(3)) }),
  ),
  /** In which organization it is from now on, and who pays. */
  movesTo: fc.option(fc.nat(1)),
  isPaidByOther: fc.boolean(),
});
type Terms = typeof anyTerms extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens in the database that no event tells: by hand, by an import, by a sale of our own. */
const byHand = {
  "a subscription goes": (own) => sql`
    delete from subscriptions
    where id = (select min(id::text)::uuid from subscriptions where ${own})`,
  "a subscription ends": (own) => sql`
    update subscriptions set status = 'canceled'
    where id = (select max(id::text)::uuid from subscriptions where ${own})`,
  "a subscription is imported": (own) => sql`
    insert into subscriptions (organization_id, plan_id, status)
    select organizations.id, plans.id, 'active' from plans, organizations
    where plans.slug = 'pro' and organizations.id = (
      select min(organization_id::text)::uuid from current_subscriptions where ${own}
    )`,
  "a customer is forgotten": (own) => sql`delete from polar_customers where ${own}`,
  "terms are forgotten": (own) => sql`delete from subscription_terms where ${own}`,
  "an organization is made": () => sql`
    insert into organizations (slug, name) values (gen_random_uuid()::text, 'New')`,
} satisfies Record<string, (own: ReturnType<typeof sql>) => ReturnType<typeof sql>>;

const isByHand = (name: string): name is keyof typeof byHand => Object.hasOwn(byHand, name);

const anyHappening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ step: anyPolarStep, terms: anyTerms }) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(byHand).filter(isByHand)) },
);
type Happening = typeof anyHappening extends fc.Arbitrary<infer Value> ? Value : never;

/** What a story does to the database, each part to be run once. */
function acts(db: TestDrizzle, cast: PolarCast, story: Happening[]): (() => Promise<unknown>)[] {
  const deliver = deliveringTo(db);
  const own = sql`organization_id in (
    select value::uuid from jsonb_array_elements_text(${JSON.stringify(cast.organizationIds)}::jsonb)
  )`;
  return story.map((happening, position) => {
    if (typeof happening === "string") {
      const statement = byHand[happening](own);
      return () => retryTransient(() => Promise.resolve(db.execute(statement)));
    }
    const [event] = polarEvents([happening.step], cast);
    if (!event) throw new Error("A step without an event");
    const body = event.type.startsWith("subscription.")
      ? toldInFull(event.body, cast, happening.terms)
      : event.body;
    return () => deliver({ ...event, id: `${event.id}_${position}`, body });
  });
}

function toldInFull(body: string, cast: PolarCast, terms: Terms): string {
  const text = (value: number | null) => (value === null ? null : polarTimestamp(momentOf(value)));
  const envelope = JSON.parse(body);
  const { movesTo, isPaidByOther, pending_update: pending, ...told } = terms;
  Object.assign(envelope.data, told, {
    started_at: text(terms.started_at),
    current_meter_period_start: text(terms.current_meter_period_start),
    current_meter_period_end: text(terms.current_meter_period_end),
    resumes_at: text(terms.resumes_at),
    pending_update: pending && {
      ...pending,
      applies_at: text(pending.applies_at),
      product_id: catalogue.plans[0]?.productId,
    },
  });
  if (movesTo !== null) envelope.data.metadata = { organizationId: cast.organizationIds[movesTo] };
  if (isPaidByOther) envelope.data.customer_id = `other_${cast.name}`;
  return JSON.stringify(envelope);
}

describe.each(drivers)("what is kept of each organization's subscription on %s", (driver) => {
  const db = () => database.on[driver];
  const story = fc.array(anyHappening, { minLength: 2, maxLength: 20 });

  test("is what Polar said after each of many events, in any order", () =>
    check(
      10,
      fc.asyncProperty(story, fc.boolean(), async (happenings, isOnePayer) => {
        const cast = await newPolarCast(db(), { catalogue, isOnePayer });
        for (const act of acts(db(), cast, happenings)) {
          await act();
          expect(await wrongCurrentSubscriptions(db())).toEqual([]);
        }
      }),
    ));

  test("is what Polar said while many events come at once, and after them", () =>
    check(
      20,
      fc.asyncProperty(story, fc.boolean(), async (happenings, isOnePayer) => {
        const cast = await newPolarCast(db(), { catalogue, isOnePayer });
        const looks: Promise<unknown>[] = [];
        await Promise.all(
          acts(db(), cast, happenings).flatMap((act, position) => {
            if (position % 4 === 0) looks.push(wrongCurrentSubscriptions(db()));
            return act();
          }),
        );
        expect((await Promise.all(looks)).flat()).toEqual([]);
        expect(await wrongCurrentSubscriptions(db())).toEqual([]);
      }),
    ));
});
