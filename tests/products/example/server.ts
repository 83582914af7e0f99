import { sql } from "drizzle-orm";
import { defineServer } from "#lib/products/server.ts";
import { record } from "#lib/webhooks/inbox.ts";

export const server = defineServer({
  recorders: {
    "example-post": (db, delivery) => record(db, delivery, { entityId: "of the example" }),
  },
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
