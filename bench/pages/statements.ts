import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Database } from "#lib/db/database.ts";
import { parameterText } from "#lib/db/parameter.ts";

/** A statement as it is sent. */
export interface Sent {
  text: string;
  parameters: (string | null)[];
}

const dialect = new PgDialect();

/** The same database, which keeps what is sent to it. */
export function recording(db: Database): { db: Database; sent: Sent[]; answers: unknown[] } {
  const sent: Sent[] = [];
  const answers: unknown[] = [];
  return {
    sent,
    answers,
    db: {
      async execute(statement: SQL) {
        const { sql: text, params } = dialect.sqlToQuery(statement);
        sent.push({ text, parameters: params.map(parameterText) });
        const answer = await db.execute(statement);
        answers.push(answer);
        return answer;
      },
    },
  };
}
