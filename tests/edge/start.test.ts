import { expect, inject, onTestFinished, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { findFreeBlock, isPortFree } from "#local/port-owner.ts";
import { startProcess } from "#tests/build/process.ts";

test("an app whose environment is not complete says so when it starts, and ends with 1", async () => {
  const { folder } = inject("build");
  const port = String(await findFreeBlock(1));
  const app = startProcess({
    args: ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", port],
    folder,
    env: {},
    logFile: `${folder}.${port}.log`,
  });
  onTestFinished(app.stop);
  expect(await app.exited).toBe(1);
  expect(app.log()).toContain("BETTER_AUTH_SECRET is not set. Make one");
  expect(app.log()).toContain("DATABASE_URL is not set. `npm run dev` sets it");
  expect(app.log()).not.toMatch(/^\s+at /m);
});

test("npm run preview serves a build on the local services, with the demo's people", async () => {
  const { folder } = inject("build");
  const port = String(await findFreeBlock(1));
  const app = startProcess({
    args: ["scripts/preview.ts", "--built", "--fresh"],
    folder,
    env: { PORT: port, LOCAL_PORT: String(await findFreeBlock(8)) },
    logFile: `${folder}.${port}.log`,
  });
  onTestFinished(app.stop);
  const url = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/sign-in`).then(
          ({ status }) => status,
          () => app.log(),
        ),
      {
        timeout: 50_000,
      },
    )
    .toBe(200);
  const signedIn = await fetch(`${url}/api/account/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ email: "owner@acme.test", password: demoPassword }),
    redirect: "manual",
  });
  expect(signedIn.status).toBe(303);
  await app.stop();
  await expect.poll(() => isPortFree(Number(port))).toBe(true);
});
