import { globSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { called, documentedMethods, ids, paths } from "./api.ts";
// In one file, so that it is known which operations were called.
import "./calls/keys.ts";
import "./calls/organizations.ts";
import "./calls/people.ts";
import "./calls/requests.ts";

interface Route {
  OPTIONS(): Response;
}

/** Routes below /api/v1 that only pages of the app use. They take forms, or answer files. */
const ofPages = [
  /^\/organizations\/\{slug\}\/(billing|webhooks)\//,
  /^\/organizations\/\{slug\}\/(audit|usage)\.csv$/,
  /^\/pictures\//,
  /^\/openapi\.json$/,
];

test("every route is in the document, and every path of the document has a route", () => {
  const routes = globSync("app/api/v1/**/route.ts")
    .map((file) => file.replace("app/api/v1", "").replace("/route.ts", ""))
    .map((path) => path.replaceAll("[", "{").replaceAll("]", "}"))
    .filter((path) => !ofPages.some((pattern) => pattern.test(path)));
  expect(routes.toSorted()).toEqual(paths.toSorted());
});

test("every method that a route says to take is in the document, and the other way round", async () => {
  for (const [path, methods] of Object.entries(documentedMethods)) {
    const folder = path.replaceAll("{", "[").replaceAll("}", "]");
    const route: unknown = await import(/* @vite-ignore */ resolve(`app/api/v1${folder}/route.ts`));
    const { headers } = z.custom<Route>().parse(route).OPTIONS();
    const taken = headers.get("allow")?.split(", ") ?? [];
    const own = taken.filter((name) => name !== "HEAD" && name !== "OPTIONS");
    expect([path, own.toSorted()]).toEqual([path, methods.toSorted()]);
  }
});

test("every operation of the document was called here", () => {
  expect([...called].toSorted()).toEqual(ids.toSorted());
});
