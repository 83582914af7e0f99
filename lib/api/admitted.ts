import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { Act, act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { databaseError } from "#lib/db/errors.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import {
  type Admission,
  type AdmissionRequest,
  admission,
  admissionCtes,
  admissionJson,
  keeping,
} from "./admission.ts";

/** The request was turned away, and nothing was done: `admission` says why. */
export class NotAdmittedError extends Error {
  override name = "NotAdmittedError";
  readonly admission: Admission;
  constructor(found: Admission) {
    super("The request was not admitted");
    this.admission = found;
  }
}

const row = z.record(z.string(), z.unknown());
const answered = z.object({ admission, rows: z.array(row) });
const answeredAgain = z.object({ rows: z.array(row) });

/** A database for one request. */
export interface Admitting {
  db: Database;
  /** How the request was admitted; null until its statement has been sent. */
  admission(): Admission | null;
}

/**
 * A database that admits a request with the first statement that it is given, in the same trip:
 * the statement proves the key, counts the request and looks for its idempotency key, and acts only if
 * nothing is against it, which `scoped` asks when the scope says `isAdmitted`. An answer that was given
 * before is given again, and nothing is done.
 *
 * What `act` builds is sent with the admission, and its rows come as JSON has them. A statement in one
 * piece is sent after it, as it is.
 * Executing throws NotAdmittedError when the request is turned away.
 */
export function admitting(database: Database, request: AdmissionRequest): Admitting {
  let found: Admission | null = null;

  async function execute(statement: SQL): Promise<unknown> {
    if (!(statement instanceof Act)) {
      if (!found) await execute(act(undefined, sql`select true as is_admitted`));
      return database.execute(statement);
    }
    if (found) return answers(database, again(statement));
    const [first] = await untilSettled(() =>
      rows(database, admittedStatement(statement, request), (line) => answered.parse(line.answer)),
    );
    if (!first) throw new Error("A request was neither admitted nor turned away");
    found = first.admission;
    if (!found.go && !found.isSame) throw new NotAdmittedError(found);
    if (!found.isEnough || !found.isWithin) throw new NotAdmittedError(found);
    return first.rows;
  }
  return { db: { execute }, admission: () => found };
}

const performed = ({ ctes, result }: Act): SQL => sql`${ctes ? sql`${ctes},` : sql``}
  req_performed as (${result}),
  req_answer as materialized (
    select coalesce(json_agg(req_row), '[]') as rows from req_performed as req_row
  )`;

const admittedStatement = (statement: Act, request: AdmissionRequest): SQL => sql`
  with ${admissionCtes(request)},
  ${performed(statement)}
  ${request.idempotency ? sql`, req_keeping as (${keeping(request.idempotency)})` : sql``}
  select json_build_object(
    'admission', ${admissionJson},
    'rows', case when is_same then req_admission.kept::json else req_answer.rows end
  ) as answer
  from req_admission cross join req_answer`;

/** A later statement of the same request, which was admitted. */
const again = (statement: Act): SQL => sql`
  with req_admission as (select true as go),
  ${performed(statement)}
  select json_build_object('rows', req_answer.rows) as answer from req_answer`;

async function answers(db: Database, statement: SQL) {
  const [found] = await rows(db, statement, ({ answer }) => answeredAgain.parse(answer));
  return found?.rows ?? [];
}

/** Two requests with one idempotency key met; the one that lost looks again. */
async function untilSettled<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await retryTransient(run);
    } catch (error) {
      const isMet = databaseError(error).constraint === "idempotency_keys_pkey";
      if (!isMet || attempt === 3) throw error;
    }
  }
}
