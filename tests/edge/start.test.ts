import { expect, inject, test } from "vitest";
import { startNext } from "#tests/build/next-server.ts";

test("an app whose environment is not complete says so when it starts, and serves nothing", async () => {
  const app = await startNext({ ...inject("build"), provider: "better-auth" }, {});
  try {
    await expect.poll(() => app.log()).toContain("BETTER_AUTH_SECRET is not set. Make one");
    expect(app.log()).toContain("DATABASE_URL is not set. `npm run dev` sets it");
    expect((await app.fetch("/sign-in")).status).toBe(500);
  } finally {
    await app.stop();
  }
});
