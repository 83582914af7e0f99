import { resolve } from "node:path";
import { expect, test } from "vitest";
import { appFiles } from "../app-files.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The document is made when the app is built; better-auth's own API is one route for all methods. */
const files = appFiles("route", "app/api")
  .map(({ file }) => file)
  .filter((file) => !/openapi\.json|\[\.\.\.(all|path)\]/.test(file));

test.each(files)("%s says with every refusal which methods it takes", async (file) => {
  const route: Record<string, () => Promise<Response> | Response> = await import(
    /* @vite-ignore */ resolve(file)
  );
  const allow = (await route.OPTIONS?.())?.headers.get("allow") ?? "";
  const taken = allow.split(", ");
  expect(taken.length).toBeGreaterThan(1);
  for (const method of methods.filter((one) => !taken.includes(one))) {
    const answer = await route[method]?.();
    expect(answer?.status, method).toBe(405);
    expect(answer?.headers.get("allow"), method).toBe(allow);
    expect(answer?.headers.get("content-type"), method).toBe("application/problem+json");
  }
});

test.each(methods)(
  "%s of what is no route below /api is answered with problem details",
  async (method) => {
    const route = await import("#app/api/[[...path]]/route.ts");
    const answer = route[method]();
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  },
);
