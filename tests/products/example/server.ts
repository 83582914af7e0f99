import { sql } from "drizzle-orm";
import { defineServer } from "#lib/products/server.ts";

export const server = defineServer({
  jobs: [
    {
      name: "example",
      budget: 5_000,
      parts: ({ db }) => ({
        async shredding() {
          await db.execute(sql`select 'example job'`);
          return { shredded: 7 };
        },
      }),
    },
  ],
});
