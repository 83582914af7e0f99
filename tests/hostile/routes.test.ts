import { test } from "vitest";
import { hostileHeaders, hostileTexts } from "#tests/hostile/corpus.ts";
import { queryNames } from "#tests/hostile/queries.ts";
import { allRoutes } from "./routes.ts";
import { type Attempt, expectRefusals, setUp } from "./set-up.ts";

const names = await queryNames();
// Made when the app is built.
const routes = (await allRoutes()).filter(({ path }) => !path.endsWith("/openapi.json"));

const hostileHeaderNames = ["authorization", "webhook-id", "svix-id", "content-length", "cookie"];

test.each(routes.map((route) => [route.path, route] as const))(
  "%s answers no 5xx and logs nothing of it, whatever stands in its address, headers and cookies",
  async (_, route) => {
    const attempts: Attempt[] = [];
    for (const method of Object.keys(route.handlers)) {
      for (const text of hostileTexts) {
        for (const name of route.params) attempts.push({ method, params: { [name]: text } });
        const query = names.map((name): [string, string] => [name, text]);
        attempts.push({ method, query }, { method, query: [...query, ...query] });
      }
      for (const value of hostileHeaders) {
        for (const name of hostileHeaderNames) {
          const cookies = `better-auth.session_token=${value}; better-auth.session_data=${value}`;
          attempts.push({ method, headers: { [name]: name === "cookie" ? cookies : value } });
        }
      }
    }
    await expectRefusals(route, await setUp(), attempts);
  },
);
