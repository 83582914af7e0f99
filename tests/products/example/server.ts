import { sql } from "drizzle-orm";
import { defineProductServer } from "#lib/products/product-server.ts";
import { record } from "#lib/webhooks/inbox.ts";
import * as notes from "./operations/notes.ts";

export const server = defineProductServer({
  operations: [notes],
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
