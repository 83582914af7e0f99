import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { startPolar } from "#local/polar/server.ts";
import { checkPolar } from "#scripts/doctor/polar.ts";
import { testDatabase } from "../database.ts";
import { healthyWith, problems } from "../scripts/doctor.ts";

const database = testDatabase();
let healthy: Record<string, string>;
beforeAll(() => {
  healthy = healthyWith(database);
});

describe("a token of Polar's", () => {
  const token = { POLAR_ACCESS_TOKEN: "polar_oat_x" };

  test.each([
    [
      "production",
      { production: 200, sandbox: 401 },
      "ok",
      "production accepts POLAR_ACCESS_TOKEN.",
    ],
    ["sandbox", { production: 401, sandbox: 403 }, "ok", "sandbox accepts POLAR_ACCESS_TOKEN."],
    [
      "production",
      { production: 401, sandbox: 200 },
      "problem",
      "belongs to Polar's sandbox, but POLAR_SERVER is production. Set POLAR_SERVER=sandbox",
    ],
    [
      "sandbox",
      { production: 200, sandbox: 401 },
      "problem",
      "belongs to Polar's production, but POLAR_SERVER is sandbox. Set POLAR_SERVER=production",
    ],
    [
      "production",
      { production: 401, sandbox: 401 },
      "problem",
      "Polar rejects POLAR_ACCESS_TOKEN",
    ],
    ["production", { production: 0, sandbox: 0 }, "hint", "could not check"],
  ] as const)(
    "for %s where the worlds answer %j",
    async (POLAR_SERVER, answers, status, message) => {
      const found = await checkPolar({ ...token, POLAR_SERVER }, async (world) => answers[world]);
      expect(found).toMatchObject([{ status, message: expect.stringContaining(message) }]);
    },
  );

  test("that a server elsewhere does not know is told, by the doctor", async () => {
    const secret = allLocalSecrets.POLAR_WEBHOOK_SECRET;
    const polar = await startPolar({ webhook: { url: "http://127.0.0.1:1/", secret } });
    onTestFinished(() => polar.close());
    const variables = { ...healthy, ...token, POLAR_API_URL: polar.url };
    const [problem] = await problems(variables);
    expect(problem?.message).toContain(`${polar.url} rejects POLAR_ACCESS_TOKEN`);
    expect(await problems({ ...variables, POLAR_ACCESS_TOKEN: polar.token })).toEqual([]);
  });
});
