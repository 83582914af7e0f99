import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

// A page on a busy machine may take longer than the second for which `expect.poll` asks by default.
const patient = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
};
// One file at a time: what one starts in the folder of the build, another would copy or look at.
// All edge functions of a build at once take a minute to be up on a busy machine.
const served = {
  ...patient,
  hookTimeout: 240_000,
  globalSetup: "tests/build/global-setup.ts",
  fileParallelism: false,
};
// A browser waits for the app, and the app for the database: two files at once share the cores well,
// and more would wait for them so long that a test takes its time to be up.
const browsed = { ...served, fileParallelism: true, maxWorkers: 2 };

/** The lists that products are named in, with the product of the tests in each of them. */
const withExample = Object.entries({
  "#lib/mail/product-letters.ts": "product-letters.ts",
  "#lib/products/parts.ts": "parts.ts",
  "#lib/products/products.ts": "products.ts",
  "#lib/products/schemas.ts": "schemas.ts",
  "#lib/products/servers.ts": "servers.ts",
}).map(([find, name]) => ({
  find,
  replacement: join(import.meta.dirname, "tests/products/with-example", name),
}));

/** `npm test` says which projects run when; each alone is `npx vitest run --project <name>`. */
export default defineConfig({
  test: {
    // By default a core is left free. A test waits for its services half of the time, so one file
    // more than there are cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { name: "unit", include: ["tests/**/*.unit.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "database",
          include: ["tests/**/*.test.ts"],
          exclude: [
            "tests/**/*.unit.test.ts",
            "tests/{builds,browser,edge,sync}/**",
            "tests/products/*.test.ts",
          ],
          globalSetup: "tests/database-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias: withExample },
        test: {
          name: "products",
          // Those of a real product are in a folder of its own, and among the others.
          include: ["tests/products/*.test.ts"],
          globalSetup: "tests/database-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "sync",
          include: ["tests/sync/**/*.test.ts"],
          globalSetup: "tests/database-setup.ts",
          // Whole apps, which are killed and started again.
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "identity",
          include: ["tests/builds/**/*.test.ts"],
          ...patient,
          fileParallelism: false,
        },
      },
      { test: { name: "edge", include: ["tests/edge/**/*.test.ts"], ...served } },
      { test: { name: "node", include: ["tests/edge/{pages,headers}.test.ts"], ...served } },
      { test: { name: "browser", include: ["tests/browser/**/*.test.ts"], ...browsed } },
      // The same pages without the edge: enough to see that it makes no difference.
      {
        test: {
          name: "browser-node",
          include: ["tests/browser/{first-visit,pages,webhooks}.test.ts"],
          ...browsed,
        },
      },
    ],
  },
});
