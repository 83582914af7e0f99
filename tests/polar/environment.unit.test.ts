import { expect, test } from "vitest";
import { localSecrets, parseEnvironment } from "#lib/env/environment.ts";
import { deployed, problems } from "../env/deployed.ts";

test("nothing of Polar's is needed to deploy", () => {
  expect(parseEnvironment(deployed)).toMatchObject({ POLAR_WEBHOOK_SECRET: [] });
  const POLAR_WEBHOOK_SECRET = "";
  expect(parseEnvironment({ ...deployed, POLAR_WEBHOOK_SECRET }).POLAR_WEBHOOK_SECRET).toEqual([]);
});

test("the public secret of local use is found among others", () => {
  const POLAR_WEBHOOK_SECRET = `mine, ${localSecrets.POLAR_WEBHOOK_SECRET} ,theirs`;
  expect(problems({ ...deployed, POLAR_WEBHOOK_SECRET })).toEqual([
    "POLAR_WEBHOOK_SECRET is the public secret of local use. Set one of your own.",
  ]);
});
