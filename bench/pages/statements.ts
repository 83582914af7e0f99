import type { SQL } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { type Written, written } from "#lib/db/written.ts";

/** The same database, which keeps what is sent to it. */
export function recording(db: Database): { db: Database; sent: Written[]; answers: unknown[] } {
  const sent: Written[] = [];
  const answers: unknown[] = [];
  return {
    sent,
    answers,
    db: {
      async execute(statement: SQL) {
        sent.push(written(statement));
        const answer = await db.execute(statement);
        answers.push(answer);
        return answer;
      },
    },
  };
}
