import { defineConfig } from "drizzle-kit";

/** Only `generate` reads this file; migrations are applied by `drizzle/migrate.ts`. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./drizzle/tables.ts",
  out: "./drizzle",
});
