import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { ending } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { factsSet } from "../campaigns/facts.ts";
import { letterFacts } from "../letter/facts.ts";
import { campaigns, seriesSteps } from "../schema.ts";
import { updateStepAct } from "./acts.ts";
import { editing } from "./edit.ts";
import { stepNamed } from "./series.ts";

interface StepInput {
  id: string;
  step: string;
  revision: number;
  subject: string;
  preheader: string;
  content: string;
  delay: number;
  unit: "hours" | "days";
  countedFrom: "joining" | "before";
}

const saved = stepNamed("saved");
const found = stepNamed("found");

const answer = z.object({
  outcome: z.enum([
    ...(["done", "unchanged", "forbidden", "not_found"] as const),
    ...(["series_step_unknown", "series_step_changed"] as const),
  ]),
  slug: z.string(),
  current: z.nullable(found.parser),
});

/**
 * Saves what a step says and when it is sent, unless somebody else did since it was read. While the series
 * is active, the people who have not got it get it so.
 * @returns the step as it is now: after `series_step_changed`, what the other one saved.
 */
export async function updateStep(
  db: Database,
  actor: Actor,
  { id, step, revision, subject, preheader, content, delay, unit, countedFrom }: StepInput,
): Promise<z.output<typeof answer>> {
  const facts = letterFacts({ subject, subjectB: null, preheader, content });
  const words = sql`(${subject}::text, ${preheader}::text, ${content}::text)`;
  const times = sql`(${delay}::integer, ${unit}::text, ${countedFrom}::text)`;
  const isOtherTime = sql`(select (delay, unit, counted_from) is distinct from ${times} from found)`;
  const ctes = editing(actor, {
    id,
    action: "series.step_changed",
    before: sql`found as materialized (
        select ${campaigns}.*, ${seriesSteps.position}, ${seriesSteps.delay}, ${seriesSteps.unit},
          ${seriesSteps.countedFrom}
        from ${seriesSteps} join ${campaigns} on ${campaigns.id} = ${seriesSteps.campaignId}
        where ${seriesSteps.campaignId} = ${step}::uuid
          and ${seriesSteps.seriesId} = (select id from named)
      ),`,
    unless: sql`when not exists (select from found) then 'series_step_unknown'
      when (select revision from found) <> ${revision}::integer then 'series_step_changed'
      when (select (subject, preheader, content) = ${words} from found) and not ${isOtherTime}
        then 'unchanged'`,
    // Others than those who wait for its words are planned as before.
    set: sql`plan = series.plan + 1,
      edited_at = case when ${isOtherTime} then now() else series.edited_at end`,
    after: sql`, timed as (
        update ${seriesSteps} set (delay, unit, counted_from) = ${times}
        from edited where ${seriesSteps.campaignId} = ${step}::uuid
        returning ${seriesSteps}.*
      ), written as (
        update ${campaigns} set (subject, preheader, content) = ${words}, ${factsSet(facts)},
          revision = campaigns.revision + 1, changed_at = now()
        from edited where ${campaigns.id} = ${step}::uuid
        returning ${campaigns}.*
      ), saved as (
        select written.*, timed.position, timed.delay, timed.unit, timed.counted_from
        from written, timed
      )`,
  });
  const result = ending(
    sql`, coalesce((select ${saved} from saved), (select ${found} from found)) as current`,
  );
  const [done] = await rows(db, act(ctes, result), (row) => answer.parse(row));
  return done ?? { outcome: "not_found", slug: "", current: null };
}

export const stepUpdate = implement(updateStepAct, {
  refusals: ["series_step_unknown", "series_step_changed"],
  async run({ db, actor, params: { id, step }, input }) {
    const done = await updateStep(db, actor, { id, step, ...input });
    const { current } = done;
    return { ...done, ...(done.outcome === "series_step_changed" && { members: { current } }) };
  },
});
