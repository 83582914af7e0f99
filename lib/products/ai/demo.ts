import type { Database } from "#lib/db/database.ts";
import { diceFrom } from "#local/demo/dice.ts";
import { insertAll } from "#local/demo/insert.ts";
import { atWork } from "#local/demo/moments.ts";
import type { DemoMember } from "#local/demo/people.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoSlug, demoOrganizationId } from "#local/demo.ts";
import { promptLogs, tokenUsage, userProfiles } from "./schema.ts";

const models = [
  { name: "gpt-4o-mini", promptPrice: 15, completionPrice: 60 },
  { name: "gpt-4o", promptPrice: 250, completionPrice: 1_000 },
];

const prompts = [
  ["Summarise this week's activities.", "Calls and quotes, mostly; two deals are waiting for you."],
  ["Write a friendly reminder about an open quote.", "Hello, did you have time to look at it?"],
  ["Which subjects were opened most?", "Those that ask a question."],
  ["Make this shorter: we would like to inform you that", "Please note that"],
  ["Translate 'the invoice is attached' into French.", "La facture est en pièce jointe."],
] as const;

/** Who asks the assistant: most of Acme, some of Initech. */
export async function insertDemo(db: Database, now: Date, members: DemoMember[]): Promise<void> {
  const people = (slug: DemoSlug, count: number) =>
    members.filter((member) => member.slug === slug && !member.left).slice(0, count);
  const users = [...people("acme", 12), ...people("initech", 8)];
  const dice = diceFrom(7_000);
  const calls = users.flatMap((member, which) =>
    Array.from({ length: dice.between(30, 90) }, (_, number) => {
      const model = dice.happens(0.8) ? models[0] : models[1];
      if (!model) throw new Error("No models");
      const promptTokens = dice.between(40, 2_400);
      const completionTokens = dice.between(20, 700);
      return {
        id: stableId("model call", String(which), String(number)),
        organizationId: demoOrganizationId(member.slug),
        userId: member.userId,
        model: model.name,
        promptTokens,
        completionTokens,
        costMicrocents: promptTokens * model.promptPrice + completionTokens * model.completionPrice,
        createdAt: atWork(dice, now, dice.between(0, 180)),
      };
    }),
  );
  await insertAll(
    db,
    userProfiles,
    users.map((member) => ({
      id: stableId("profile", member.slug, member.userId),
      organizationId: demoOrganizationId(member.slug),
      userId: member.userId,
      displayName: member.name,
      defaultModel: dice.pick(models).name,
      monthlyTokenBudget: dice.pick([100_000, 250_000, 1_000_000]),
      createdAt: member.joinedAt,
    })),
  );
  await insertAll(db, tokenUsage, calls);
  await insertAll(
    db,
    promptLogs,
    calls
      .filter(() => dice.happens(0.3))
      .map(({ costMicrocents: _, ...call }) => {
        const [prompt, completion] = dice.pick(prompts);
        const status = dice.happens(0.96) ? "ok" : dice.pick(["error", "filtered"] as const);
        return {
          ...call,
          id: stableId("prompt", call.id),
          prompt,
          completion: status === "ok" ? completion : null,
          latencyMs: dice.between(300, 4_200),
          status,
        };
      }),
  );
}
