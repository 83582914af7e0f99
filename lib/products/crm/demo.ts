import type { Database } from "#lib/db/database.ts";
import { type Dice, diceFrom } from "#local/demo/dice.ts";
import { insertAll } from "#local/demo/insert.ts";
import { after, atWork, day } from "#local/demo/moments.ts";
import { type DemoMember, fictionalName } from "#local/demo/people.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoSlug, demoOrganizationId } from "#local/demo.ts";
import { activities, companies, contacts, deals, pipelines } from "./schema.ts";

const colours = ["Amber", "Cobalt", "Coral", "Ivory", "Jade", "Indigo", "Russet", "Slate"];
const trades = ["Bakery", "Books", "Ceramics", "Foundry", "Gardens", "Logistics", "Optics"];
const wants = ["Starter", "Renewal", "More seats", "Pilot", "Yearly plan", "Migration", "Support"];
const notes = {
  call: ["Talked through the offer.", "They ask for a second quote.", "No answer, tried twice."],
  email: ["Sent the quote.", "Sent a reminder.", "They confirmed the date."],
  note: ["Decides next month.", "Needs approval of their finance team.", "Prefers to pay yearly."],
} as const;

/** Companies, their contacts, what is sold to them and how that goes. */
export async function insertDemo(db: Database, now: Date, members: DemoMember[]): Promise<void> {
  for (const [index, [slug, size]] of (
    [
      ["acme", 48],
      ["initech", 14],
    ] as const
  ).entries()) {
    const sellers = members.filter((member) => member.slug === slug && !member.left).slice(0, 6);
    const sales = salesOf(slug, size, sellers, now, diceFrom(5_000 + index));
    await insertAll(db, pipelines, sales.pipelines);
    await insertAll(db, companies, sales.companies);
    await insertAll(db, contacts, sales.contacts);
    await insertAll(db, deals, sales.deals);
    await insertAll(db, activities, sales.activities);
  }
}

function salesOf(slug: DemoSlug, size: number, sellers: DemoMember[], now: Date, dice: Dice) {
  const organizationId = demoOrganizationId(slug);
  const pipelineId = stableId("pipeline", slug);
  const founded = sellers[0]?.joinedAt ?? now;
  const companyRows = Array.from({ length: size }, (_, number) => {
    const colour = colours[number % colours.length] ?? "";
    const trade = trades[number % trades.length] ?? "";
    return {
      id: stableId("company", slug, String(number)),
      organizationId,
      name: `${colour} ${trade}`,
      domain: `${colour}-${trade}.test`.toLowerCase(),
      createdAt: atWork(dice, now, dice.between(30, 360)),
    };
  });
  const contactRows = companyRows.flatMap((company, number) =>
    Array.from({ length: dice.between(1, 3) }, (_, which) => {
      const { first, last } = fictionalName(number * 3 + which + 31);
      return {
        id: stableId("contact", slug, String(number), String(which)),
        organizationId,
        companyId: company.id,
        ownerId: dice.pick(sellers).userId,
        email: `${first}.${last}@${company.domain}`.toLowerCase(),
        name: `${first} ${last}`,
        createdAt: after(company.createdAt, dice.between(0, 20) * day),
      };
    }),
  );
  const dealRows = contactRows
    .filter(() => dice.happens(0.7))
    .map((contact, number) => {
      const stage = dice.pick([
        "lead",
        "lead",
        "qualified",
        "qualified",
        "won",
        "won",
        "lost",
      ] as const);
      const isOpen = stage === "lead" || stage === "qualified";
      return {
        id: stableId("deal", slug, String(number)),
        organizationId,
        contactId: contact.id,
        pipelineId,
        ownerId: contact.ownerId,
        title: dice.pick(wants),
        amountCents: dice.between(4, 240) * 10_000,
        stage,
        closeDate: isOpen
          ? after(now, dice.between(3, 90) * day)
          : atWork(dice, now, dice.between(1, 28)),
        createdAt: contact.createdAt,
      };
    });
  const activityRows = dealRows.flatMap((deal) =>
    Array.from({ length: dice.between(1, 5) }, (_, which) => {
      const type = dice.pick(["call", "email", "note"] as const);
      const occurredAt = atWork(dice, now, dice.between(0, 29));
      return {
        id: stableId("activity", deal.id, String(which)),
        organizationId,
        dealId: deal.id,
        actorId: deal.ownerId,
        type,
        body: dice.pick(notes[type]),
        occurredAt,
        createdAt: occurredAt,
      };
    }),
  );
  return {
    pipelines: [{ id: pipelineId, organizationId, name: "Sales", createdAt: founded }],
    companies: companyRows,
    contacts: contactRows,
    deals: dealRows,
    activities: activityRows,
  };
}
