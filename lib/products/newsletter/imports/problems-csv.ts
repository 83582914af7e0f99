import { findUser } from "#identity/session.ts";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { readOne } from "#lib/db/read.ts";
import { field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { csvResponse, toCsv } from "#lib/http/csv.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { type Layout, layoutSchema } from "#lib/imports/layout.ts";
import { reportFailure } from "#lib/log/report.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { isId } from "#lib/text/storable.ts";
import { importList, importOf } from "./import-list.ts";
import { type ImportProblem, noProblemYet, type ProblemPlace, problemsOf } from "./problem-list.ts";
import { reasonText } from "./reasons.ts";

const problemsPerTrip = 1_000;
const { row } = importList;
const layout = field(layoutSchema, sql`${row.format} || ${row.mapping}`);

/**
 * The rows that were not taken in, in the shape of the file: its columns and its separator, and behind them
 * the line, the column and the reason. It is read as it is sent, so its length does not matter.
 */
export async function exportProblems(
  db: Database,
  scope: Scope,
  id: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const read = (after: ProblemPlace) =>
    readOne(db, shape({ layout, problems: problemsOf(after, problemsPerTrip) }), {
      with: sql`${reaching(scope, permissions["newsletter.read"].least)}, ${importOf(id)}`,
      from: sql`import`,
    });
  let page = await read(noProblemYet);
  if (!page) return null;
  const encoder = new TextEncoder();
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      if (!page) return controller.error(new Error("The reader has left the organization."));
      const { layout: found, problems } = page;
      controller.enqueue(encoder.encode(csvOf(found, problems, isFirst)));
      isFirst = false;
      const last = problems.at(-1);
      if (!last || problems.length < problemsPerTrip) return controller.close();
      try {
        page = await read(last);
      } catch (error) {
        // The answer has begun, so all that is left is to break it off, for its reader to see.
        reportFailure("export_failed", error);
        controller.error(error);
      }
    },
  });
}

function csvOf({ names, separator }: Layout, problems: ImportProblem[], isFirst: boolean): string {
  // Rows with more cells than the file has columns keep them.
  const header = [...names, "Line", "Column", "Problem"];
  const rows = problems.map(({ cells, line, column, reason }) => [
    ...names.map((_, at) => cells[at] ?? ""),
    String(line),
    column ?? "",
    reasonText(reason),
    ...cells.slice(names.length),
  ]);
  const columns = header.map((name, key) => ({ key: String(key), header: name }));
  const surplus = Math.max(0, ...rows.map((cells) => cells.length - header.length));
  const unnamed = Array.from({ length: surplus }, (_, at) => ({
    key: String(header.length + at),
    header: "",
  }));
  return toCsv(
    rows.map((cells) => ({ ...cells })),
    [...columns, ...unnamed],
    {
      isFirst,
      separator,
    },
  );
}

/** `GET /api/v1/organizations/[slug]/subscriber-imports/[id]/problems.csv`, for members. */
export async function getProblemsCsv(
  request: Request,
  slug: string,
  id: string,
): Promise<Response> {
  try {
    const db = await writeDatabase();
    const user = await findUser(request.headers, db);
    if (!user) return unauthenticated();
    const csv = isId(id) ? await exportProblems(db, { userId: user.id, slug }, id) : null;
    if (!csv) return problem(refusals.not_found.status, "not_found", refusals.not_found.message);
    return csvResponse("import-problems", slug, csv);
  } catch (error) {
    return failed("export_failed", error);
  }
}
