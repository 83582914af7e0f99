import { expect, test } from "vitest";
import { properties } from "#lib/api/openapi/document.ts";
import { operations } from "#lib/products/published.ts";
import { hostileHeaders, hostileJson, hostileTexts } from "#tests/hostile/corpus.ts";
import { sample } from "#tests/hostile/forms.ts";
import { allRoutes } from "./routes.ts";
import { type Attempt, expectRefusals, setUp } from "./set-up.ts";

const routes = await allRoutes();
const type = { "content-type": "application/json" };

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "%s answers no 5xx and logs nothing of it, whatever a person or a key sends",
  async (_, { method, path, example, ...schemas }) => {
    const folder = `/api/v1${path.replaceAll("{", "[").replaceAll("}", "]")}`;
    const route = routes.find((one) => one.path === folder);
    if (!route) throw new Error(`There is no route at ${folder}`);
    const fields = properties(schemas.body).map(([name, field]) => [name, sample(name, field)]);
    const body: object = { ...Object.fromEntries(fields), ...example };
    const hasBody = method !== "GET";
    const headers = hasBody ? type : {};
    const valid = { method, headers, ...(hasBody && { body: JSON.stringify(body) }) };
    const attempts: Attempt[] = [];
    for (const text of hostileTexts) {
      for (const [name] of properties(schemas.params)) {
        attempts.push({ ...valid, params: { [name]: text } });
      }
      for (const [name] of properties(schemas.query)) {
        attempts.push({
          ...valid,
          query: [
            [name, text],
            [name, text],
          ],
        });
      }
    }
    for (const value of hasBody ? hostileJson : []) {
      attempts.push({ ...valid, body: JSON.stringify(value) });
      for (const [name] of properties(schemas.body)) {
        attempts.push({ ...valid, body: JSON.stringify({ ...body, [name]: value }) });
      }
    }
    for (const value of hostileHeaders) {
      attempts.push({ ...valid, headers: { ...headers, authorization: value } });
      const others = ["user-agent", "accept", "x-forwarded-for", "idempotency-key", "if-match"];
      const hostile = Object.fromEntries(others.map((name) => [name, value]));
      attempts.push({ ...valid, headers: { ...headers, ...hostile } });
      if (hasBody) attempts.push({ ...valid, headers: { "content-type": value } });
    }
    const someone = await setUp();
    const asKey = attempts
      .filter(({ params, query }) => params ?? query)
      .map((attempt) => ({
        ...attempt,
        headers: { ...attempt.headers, authorization: `Bearer ${someone.key}` },
      }));
    expect(attempts.length).toBeGreaterThan(0);
    await expectRefusals(route, someone, [...asKey, ...attempts]);
  },
);
