import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { acting, ending } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { may } from "#lib/organizations/may.ts";
import type { Permission } from "#lib/organizations/permissions.ts";
import type { ReadPart } from "./read-part.ts";
import { importParts, importProblems, importSubjects, imports } from "./schema.ts";

/**
 * What a room that imports hands in. Postgres expects a handful of rows in what it has never seen, and would
 * compare each with each. A full join of two sets, one of which has all keys of the other, is what it
 * can only do by hashing or sorting.
 */
export interface Kind {
  /** As `imports.kind` says. */
  kind: string;
  needs: Permission;
  /**
   * The common table expression `unfit (line, column_name, reason, cells, subject)`, and what it needs: rows
   * of `given` that only the database can refuse, each of them once.
   */
  unfit: SQL;
  /**
   * Common table expressions that take in the rows of `counting` and end in
   * `became (line, outcome, reason, before)`, one row for each. `before` is whatever `counting.before`
   * shall have when a later row about the same thing comes: then the row is to be taken in as if the
   * earlier one had never been.
   */
  becomes: SQL;
}

/** A part as it was read. */
export interface ImportPart extends ReadPart {
  importId: string;
  number: number;
  /** As the import was created with. */
  layout: string;
}

const counts = z.object({
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  repeated: z.number(),
  kept_away: z.number(),
});
export type Counts = z.output<typeof counts>;

const answered = z.object({
  outcome: z.enum([
    ...(["done", "unchanged", "stale", "not_found", "forbidden"] as const),
    ...(["import_undone", "layout_differs", "part_unknown"] as const),
  ]),
  slug: z.string(),
  counts: z.nullish(counts),
});

export interface Taken {
  outcome: Exclude<z.output<typeof answered>["outcome"], "stale">;
  slug: string;
  /** What became of the rows of this part, as it was known when it came. */
  counts?: Counts | null | undefined;
}

const uniqueViolation = "23505";

/**
 * Takes in a part of an import, in one statement: all of it or nothing. A part that was taken in before
 * changes nothing. Parts may come in any order: of two rows about the same thing the one further down in
 * the file counts, and the other one is listed as repeated.
 */
export async function takePart(
  db: Database,
  actor: Actor,
  part: ImportPart,
  kind: Kind,
): Promise<Taken> {
  const { ctes, result } = takingPart(actor, part, kind);
  const run = () => rows(db, act(ctes, result), (row) => answered.parse(row));
  for (let attempt = 1; ; attempt++) {
    const [row] = await retryTransient(run, [uniqueViolation]);
    if (!row) return { outcome: "not_found", slug: "" };
    const { outcome, ...rest } = row;
    if (outcome !== "stale") return { outcome, ...rest };
    // Parts that wait for one another do so one behind the other, and each of them came further.
    if (attempt === 20) throw new Error("Other parts of the import were always faster");
  }
}

function takingPart(
  actor: Actor,
  { importId, number, layout, count, rows: given, problems }: ImportPart,
  { kind, needs, unfit, becomes }: Kind,
): { ctes: SQL; result: SQL } {
  const theImport = sql`${imports} where ${imports.organizationId} = (select id from acting)
    and ${imports.id} = ${importId}::uuid and ${imports.kind} = ${kind}::text`;
  const theParts = sql`${importParts} where ${importParts.importId} = ${importId}::uuid`;
  const ctes = sql`
    ${acting(actor)},
    import as materialized (select * from ${theImport} for no key update),
    verdict as materialized (
      select acting.id, slug, case
        when not ${may(needs)} then 'forbidden'
        when import.id is null then 'not_found'
        when import.undone_at is not null then 'import_undone'
        when import.format || import.mapping <> ${layout}::jsonb then 'layout_differs'
        when ${number}::integer >= import.parts then 'part_unknown'
        when exists (select from ${theParts} and ${importParts.number} = ${number}::integer)
          then 'unchanged'
        -- After waiting for another part, the locked row is as it is now, and nothing else is.
        when import.taken <> (select ${imports.taken} from ${theImport}) then 'stale'
        else 'done'
      end as outcome, import.taken + 1 = import.parts as is_last
      from acting left join import on true where not has_left
    ),
    given as materialized (
      select one.* from verdict, jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as one (line integer, subject text, data jsonb, cells text[])
      where outcome = 'done'
    ),
    ${unfit},
    last_of as materialized (
      select distinct on (subject) * from given
      where line not in (select line from unfit)
      order by subject, line desc
    ),
    known as materialized (
      select ${importSubjects}.* from ${importSubjects}
      where ${importSubjects.importId} = ${importId}::uuid
        and ${importSubjects.subject} in (select subject from last_of)
    ),
    counting as materialized (
      select last_of.*, known.part as known_part, known.line as known_line,
        known.outcome as known_outcome, known.cells as known_cells, known.before
      from last_of full join known using (subject)
      where known.part is null or known.part < ${number}::integer
    ),
    ${becomes},
    row_of as materialized (
      select counting.*, became.outcome, became.reason, became.before as remembered
      from became full join counting using (line)
    ),
    bad as materialized (
      select * from verdict, jsonb_to_recordset(${JSON.stringify(problems)}::jsonb)
        as one (line integer, "column" text, reason text, cells text[], subject text)
      where outcome = 'done'
    ),
    problem as materialized (
      select line, "column", reason, cells, subject, 'refused' as outcome from bad
      union all
      select line, column_name, reason, cells, subject, 'refused' from unfit
      union all
      select line, null, 'repeated', cells, subject, 'repeated' from given
      where line not in (select line from unfit) and line not in (select line from counting)
      union all
      select line, null, reason, cells, subject, 'kept_away' from row_of
      where outcome = 'kept_away'
    ),
    listed as (
      insert into ${importProblems}
        (import_id, organization_id, part, line, column_name, reason, cells, subject)
      select ${importId}::uuid, verdict.id, ${number}::integer, line, "column", reason, cells, subject
      from problem, verdict
    ),
    overtaken as (
      insert into ${importProblems}
        (import_id, organization_id, part, line, column_name, reason, cells, subject)
      select ${importId}::uuid, verdict.id, known_part, known_line, null, 'repeated', known_cells,
        subject
      from counting, verdict where known_part is not null
      on conflict (import_id, line, part) do update set reason = 'repeated', column_name = null
    ),
    taken as materialized (
      select ${count}::integer as rows,
        count(*) filter (where outcome = 'created')::integer as created,
        count(*) filter (where outcome = 'updated')::integer as updated,
        count(*) filter (where outcome = 'unchanged')::integer as unchanged,
        count(*) filter (where outcome = 'refused')::integer as refused,
        count(*) filter (where outcome = 'repeated')::integer as repeated,
        count(*) filter (where outcome = 'kept_away')::integer as kept_away
      from (
        select outcome from problem
        union all
        select outcome from became where outcome <> 'kept_away'
      ) as row_of_it
    ),
    this_part as (
      insert into ${importParts} (import_id, organization_id, number, rows, created, updated,
        unchanged, refused, repeated, kept_away)
      select ${importId}::uuid, verdict.id, ${number}::integer, taken.*
      from taken, verdict where outcome = 'done'
    ),
    earlier_parts as (
      update ${importParts} as part set
        created = part.created - less.created, updated = part.updated - less.updated,
        unchanged = part.unchanged - less.unchanged, kept_away = part.kept_away - less.kept_away,
        repeated = part.repeated + less.all_of_them
      from (
        select known_part,
          count(*) filter (where known_outcome = 'created') as created,
          count(*) filter (where known_outcome = 'updated') as updated,
          count(*) filter (where known_outcome = 'unchanged') as unchanged,
          count(*) filter (where known_outcome = 'kept_away') as kept_away,
          count(*) as all_of_them
        from counting where known_part is not null group by known_part
      ) as less
      where part.import_id = ${importId}::uuid and part.number = less.known_part
    ),
    remembered as (
      insert into ${importSubjects}
        (import_id, organization_id, subject, part, line, outcome, cells, before)
      select ${importId}::uuid, verdict.id, subject, ${number}::integer, line, row_of.outcome, cells,
        remembered
      from row_of, verdict where not is_last
      on conflict (import_id, subject) do update set part = excluded.part, line = excluded.line,
        outcome = excluded.outcome, cells = excluded.cells, before = excluded.before
    ),
    forgotten as (
      delete from ${importSubjects} using verdict
      where import_id = ${importId}::uuid and verdict.outcome = 'done' and verdict.is_last
    ),
    counted as (
      update ${imports} set taken = ${imports.taken} + 1,
        finished_at = case when is_last then now() end
      from verdict
      where ${imports.id} = ${importId}::uuid and ${imports.organizationId} = verdict.id
        and outcome = 'done'
    )`;
  const stored = sql`select to_jsonb(part) from ${importParts} as part, verdict
    where part.import_id = ${importId}::uuid and part.number = ${number}::integer
      and verdict.outcome = 'unchanged'`;
  const fresh = sql`select to_jsonb(taken) from taken, verdict where verdict.outcome = 'done'`;
  return { ctes, result: ending(sql`, coalesce((${fresh}), (${stored})) as counts`) };
}
