import * as z from "zod/mini";
import { field, listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { importProblems } from "#lib/imports/schema.ts";

const problem = shape({
  line: importProblems.line,
  part: importProblems.part,
  /** Null when it is about the whole row. */
  column: importProblems.column,
  reason: importProblems.reason,
  cells: field(z.array(z.string()), sql`to_json(${importProblems.cells})`),
});

/** Where to read on: after a line of a part. */
export interface ProblemPlace {
  line: number;
  part: number;
}

/** The problems of the row `import`, by their lines. */
export const problemsOf = (after: ProblemPlace, size: number) =>
  listOf(problem, {
    from: sql`(
      select * from ${importProblems}
      where ${importProblems.importId} = (select id from import)
        and (${importProblems.line}, ${importProblems.part})
          > (${after.line}::integer, ${after.part}::integer)
      order by ${importProblems.line}, ${importProblems.part} limit ${size}::integer
    ) as ${importProblems}`,
    order: sql`${importProblems.line}, ${importProblems.part}`,
  });

export const noProblemYet: ProblemPlace = { line: -1, part: -1 };

export type ImportProblem = z.output<typeof problem.parser>;
