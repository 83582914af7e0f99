import type { Database } from "#lib/db/database.ts";
import { diceFrom } from "#local/demo/dice.ts";
import { insertAll } from "#local/demo/insert.ts";
import { after, atWork, day, minute } from "#local/demo/moments.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { demoOrganizationId } from "#local/demo.ts";
import { hashAddress } from "./address-hash.ts";
import { demoLetter, demoRun, demoSettings } from "./demo/campaigns.ts";
import { demoSeries } from "./demo/series.ts";
import {
  campaignLetters,
  campaignLinks,
  campaignRuns,
  campaignSends,
  campaignStats,
  campaigns,
  listSubscriptions,
  lists,
  newsletterSettings,
  series,
  seriesPeople,
  seriesSteps,
  subscribeFormLists,
  subscribeForms,
  subscriberEvents,
  subscriberFields,
  subscribers,
  suppressions,
} from "./schema.ts";
import { localSecret } from "./secret.ts";

const organizationId = demoOrganizationId("acme");
const ownerId = "demo_admin";
const readers = 420;

const subjects = [
  ...["What is new in spring", "Three ways to use credits", "A faster overview"],
  ...["Your questions, answered", "Invoices got simpler", "What we changed in summer"],
  ...["Working with teams", "New: the audit trail", "Notes on last month", "What comes next"],
];

const firstNames = [
  ...["Mia", "Jonas", "Aylin", "Noor", "Lena", "Tomás", "Priya", "Oskar", "Chiara", "Mateusz"],
  ...["Hanna", "Yusuf", "Ingrid", "Rafael", "Sofia", "Emeka", "Julia", "Arjun", "Zofia", "Luca"],
];
const lastNames = [
  ...["Vogel", "Brandt", "Demir", "Haddad", "Richter", "Silva", "Nair", "Lindqvist", "Ricci"],
  ...["Nowak", "Meyer", "Okafor", "Larsen", "Costa", "Weber", "Kaya", "Rossi", "Schmidt", "Patel"],
];
const cities = ["Hamburg", "Berlin", "Vienna", "Lisbon", "Oslo", "Zürich"];
const consents = [
  "Yes, send me the monthly letter. I can unsubscribe at any time.",
  "Signed up at our stand at the spring fair.",
  "Asked for it by email.",
];

/** What tells one reader from another: half have a name, a third a city and seats. */
function profileOf(number: number) {
  const dice = diceFrom(60_000 + number);
  const [first, last] = [dice.pick(firstNames), dice.pick(lastNames)];
  const plain = `${first}.${last}`.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const fields: Record<string, string> = dice.happens(0.35)
    ? {
        city: dice.pick(cities),
        seats: String(dice.between(1, 60)),
        customer_since: `202${dice.between(2, 5)}-0${dice.between(1, 9)}-1${dice.between(0, 9)}`,
        partner: dice.happens(0.2) ? "yes" : "no",
      }
    : {};
  return {
    email: `${plain}.${number + 1}@example.test`,
    name: dice.happens(0.6) ? `${first} ${last}` : null,
    fields,
    isPending: dice.happens(0.04),
    consent: dice.pick(consents),
  };
}

/**
 * Two lists of readers, ten campaigns that went out, one that will and one that is being written, and a
 * series that welcomes readers.
 */
export async function insertDemo(db: Database, now: Date): Promise<void> {
  const dice = diceFrom(6_000);
  const profiles = Array.from({ length: readers }, (_, number) => profileOf(number));
  const hashes = await Promise.all(profiles.map(({ email }) => hashAddress(email, localSecret)));
  const people = profiles.map(({ email, name, fields, isPending }, number) => {
    const status = dice.happens(0.93)
      ? ("subscribed" as const)
      : dice.pick(["unsubscribed", "bounced"] as const);
    const createdAt = atWork(dice, now, Math.floor(360 * (1 - ((number + 1) / readers) ** 0.6)));
    const ended = new Date((createdAt.getTime() + now.getTime()) / 2);
    const isAwaited = isPending && status === "subscribed";
    return {
      ...{ id: stableId("subscriber", String(number)), organizationId, ownerId },
      ...{ email, name, fields, status, createdAt },
      addressHash: hashes[number] ?? null,
      pendingSince: isAwaited ? createdAt : null,
      confirmedAt: isAwaited ? null : after(createdAt, 7 * minute),
      unsubscribedAt: status === "unsubscribed" ? ended : null,
      bouncedAt: status === "bounced" ? ended : null,
    };
  });
  const events = people.flatMap((person, number) => {
    const event = (kind: string, createdAt: Date, more: object = {}) => ({
      ...{ id: stableId("subscriber event", person.id, kind), organizationId },
      ...{ subscriberId: person.id, kind, createdAt, consent: null, source: null, network: null },
      details: {},
      ...more,
    });
    return [
      event("requested", person.createdAt, {
        consent: profiles[number]?.consent,
        source: "https://acme.example/newsletter",
        network: "203.0.113.0/24",
      }),
      person.confirmedAt && event("confirmed", person.confirmedAt),
      person.unsubscribedAt && event("unsubscribed", person.unsubscribedAt),
      person.bouncedAt && event("bounced", person.bouncedAt),
    ].filter((one) => one !== null);
  });
  const [monthly, changes] = ["Monthly letter", "Product changes"].map((name) => ({
    id: stableId("list", name),
    organizationId,
    ownerId,
    name,
    description:
      name === "Monthly letter"
        ? "What is new at Acme, on the first Tuesday of each month."
        : "A short note whenever something in the product changes.",
    isPublic: true,
    createdAt: atWork(diceFrom(6_001), now, 362),
  }));
  if (!monthly || !changes) throw new Error("No lists");
  const onList = (listId: string, some: typeof people) =>
    some.map((person) => ({
      id: stableId("list subscription", listId, person.id),
      organizationId,
      listId,
      subscriberId: person.id,
      createdAt: person.createdAt,
    }));
  const sent = subjects.map((subject, number) => ({
    id: stableId("campaign", subject),
    organizationId,
    listId: monthly.id,
    ...demoLetter(subject),
    isPublic: true,
    status: "sent" as const,
    scheduledAt: atWork(dice, now, 330 - number * 33 + 3),
    createdAt: atWork(dice, now, 330 - number * 33 + 6),
  }));
  const sends = sent.flatMap((campaign) =>
    people
      .filter(({ createdAt }) => createdAt < campaign.scheduledAt)
      .map((person) => ({
        id: stableId("send", campaign.id, person.id),
        organizationId,
        campaignId: campaign.id,
        subscriberId: person.id,
        status:
          person.status === "bounced"
            ? ("bounced" as const)
            : dice.pick(["delivered", "delivered", "opened"] as const),
        sentAt: after(campaign.scheduledAt, dice.between(0, 9) * minute),
        createdAt: campaign.scheduledAt,
      })),
  );
  const next = { organizationId, listId: changes.id, createdAt: atWork(dice, now, 2) };
  await insertAll(db, lists, [monthly, changes]);
  await insertAll(db, subscribers, people);
  await insertAll(db, subscriberEvents, events);
  await insertAll(
    db,
    suppressions,
    people
      .filter(({ status }) => status === "bounced")
      .map(({ addressHash, bouncedAt }) => ({
        organizationId,
        addressHash: addressHash ?? "",
        reason: "bounce" as const,
        createdAt: bouncedAt ?? now,
      })),
  );
  await insertAll(
    db,
    subscriberFields,
    (
      [
        ["city", "City", "text"],
        ["seats", "Seats", "number"],
        ["customer_since", "Customer since", "date"],
        ["partner", "Partner", "boolean"],
      ] as const
    ).map(([key, label, kind], number) => ({
      ...{ id: stableId("subscriber field", key), organizationId, key, label, kind },
      createdAt: after(atWork(diceFrom(6_002), now, 300), number * minute),
    })),
  );
  await insertAll(
    db,
    listSubscriptions,
    onList(
      monthly.id,
      people.filter(({ status }) => status !== "unsubscribed"),
    ),
  );
  await insertAll(
    db,
    listSubscriptions,
    onList(
      changes.id,
      people.filter(({ status }) => dice.happens(0.4) && status !== "unsubscribed"),
    ),
  );
  await insertForms(db, now, [monthly.id, changes.id]);
  const fieldKeys = ["city", "customer_since", "partner", "seats"];
  const runs = sent.map((campaign) => {
    const own = sends.filter(({ campaignId }) => campaignId === campaign.id);
    const countOf = (status: string) => own.filter((send) => send.status === status).length;
    const [bounced, opened] = [countOf("bounced"), countOf("opened")];
    return demoRun(campaign, fieldKeys, { sent: own.length - bounced, bounced, opened });
  });
  await insertAll(db, newsletterSettings, [{ ...demoSettings, organizationId, changedAt: now }]);
  await insertAll(
    db,
    campaigns,
    sent.map((campaign, number) => ({ ...campaign, ...runs[number]?.moments })),
  );
  await insertAll(
    db,
    campaignLetters,
    runs.map(({ letter }) => letter),
  );
  await insertAll(
    db,
    campaignLinks,
    runs.flatMap(({ links }) => links),
  );
  await insertAll(
    db,
    campaignRuns,
    runs.map(({ run }) => run),
  );
  await insertAll(
    db,
    campaignStats,
    runs.map(({ stats }) => stats),
  );
  await insertAll(db, campaigns, [
    {
      ...next,
      id: stableId("campaign", "scheduled"),
      ...demoLetter("What changed in winter"),
      status: "scheduled",
      scheduledAt: after(now, 6 * day),
    },
    {
      ...next,
      id: stableId("campaign", "draft"),
      ...demoLetter("Plans for the new year"),
      status: "draft",
      scheduledAt: null,
    },
  ]);
  await insertAll(db, campaignSends, sends);
  const seriesDice = diceFrom(6_100);
  const welcome = demoSeries({
    ...{ now, organizationId, listId: monthly.id, fieldKeys },
    people: people.filter(
      ({ status, pendingSince }) => status === "subscribed" && pendingSince === null,
    ),
    idOf: stableId,
    happens: (chance) => seriesDice.happens(chance),
  });
  await insertAll(db, series, [welcome.series]);
  await insertAll(db, campaigns, welcome.campaigns);
  await insertAll(db, seriesSteps, welcome.steps);
  await insertAll(db, campaignLetters, welcome.letters);
  await insertAll(db, campaignLinks, welcome.links);
  await insertAll(db, campaignRuns, welcome.runs);
  await insertAll(db, campaignStats, welcome.stats);
  await insertAll(db, campaignSends, welcome.sends);
  await insertAll(db, seriesPeople, welcome.people);
}

/** Two forms to subscribe: one in the footer of a website, one that asks for a name. */
async function insertForms(db: Database, now: Date, listIds: readonly string[]): Promise<void> {
  const consent = "I want to receive this newsletter by email. I can unsubscribe at any time.";
  const forms = [
    { name: "Footer of the website", title: "Get our monthly letter", asksName: false, lists: 1 },
    { name: "Page for events", title: "Stay in touch", asksName: true, lists: listIds.length },
  ].map(({ lists, ...form }, number) => ({
    ...form,
    id: stableId("subscribe form", form.name),
    ...{ organizationId, ownerId, consent },
    description: "News about the product, once a month. No tricks, no ads.",
    createdAt: new Date(now.getTime() - (360 - number * 90) * day),
    listIds: listIds.slice(0, lists),
  }));
  await insertAll(
    db,
    subscribeForms,
    forms.map(({ listIds: _, ...form }) => form),
  );
  await insertAll(
    db,
    subscribeFormLists,
    forms.flatMap(({ id: formId, listIds: ids }) =>
      ids.map((listId) => ({ organizationId, formId, listId })),
    ),
  );
}
