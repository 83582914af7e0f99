import type { Database } from "#lib/db/database.ts";
import { diceFrom } from "#local/demo/dice.ts";
import { insertAll } from "#local/demo/insert.ts";
import { after, atWork, day, minute } from "#local/demo/moments.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { demoOrganizationId } from "#local/demo.ts";
import { campaignSends, campaigns, listSubscriptions, lists, subscribers } from "./schema.ts";

const organizationId = demoOrganizationId("acme");
const ownerId = "demo_admin";
const readers = 420;

const subjects = [
  ...["What is new in spring", "Three ways to use credits", "A faster overview"],
  ...["Your questions, answered", "Invoices got simpler", "What we changed in summer"],
  ...["Working with teams", "New: the audit trail", "Notes on last month", "What comes next"],
];

/** Two lists of readers, ten campaigns that went out, one that will and one that is being written. */
export async function insertDemo(db: Database, now: Date): Promise<void> {
  const dice = diceFrom(6_000);
  const people = Array.from({ length: readers }, (_, number) => ({
    id: stableId("subscriber", String(number)),
    organizationId,
    ownerId,
    email: `reader${number + 1}@example.test`,
    status: dice.happens(0.93)
      ? ("subscribed" as const)
      : dice.pick(["unsubscribed", "bounced"] as const),
    createdAt: atWork(dice, now, Math.floor(360 * (1 - ((number + 1) / readers) ** 0.6))),
  }));
  const [monthly, changes] = ["Monthly letter", "Product changes"].map((name) => ({
    id: stableId("list", name),
    organizationId,
    ownerId,
    name,
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
    subject,
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
  await insertAll(db, listSubscriptions, onList(monthly.id, people));
  await insertAll(
    db,
    listSubscriptions,
    onList(
      changes.id,
      people.filter(() => dice.happens(0.4)),
    ),
  );
  await insertAll(db, campaigns, sent);
  await insertAll(db, campaigns, [
    {
      ...next,
      id: stableId("campaign", "scheduled"),
      subject: "What changed in winter",
      status: "scheduled",
      scheduledAt: after(now, 6 * day),
    },
    {
      ...next,
      id: stableId("campaign", "draft"),
      subject: "Plans for the new year",
      status: "draft",
      scheduledAt: null,
    },
  ]);
  await insertAll(db, campaignSends, sends);
}
