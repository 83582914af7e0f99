import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { products } from "#lib/products/products.ts";
import { appFiles } from "../app-files.ts";
import { called, documentedMethods, ids, paths } from "./api.ts";
// In one file, so that it is known which operations were called.
import "./calls/keys.ts";
import "./calls/organizations.ts";
import "./calls/people.ts";
import "./calls/requests.ts";
import "./calls/webhook-endpoints.ts";

// Those of products are in `tests/products/<name>/calls.ts`.
for (const { id } of products) {
  const file = resolve(`tests/products/${id}/calls.ts`);
  if (existsSync(file)) await import(/* @vite-ignore */ file);
}

interface Route {
  OPTIONS(): Response;
}

/** Routes below /api/v1 that only pages of the app use. They take forms, or answer files. */
const ofPages = [
  /^\/organizations\/\{slug\}\/(billing|webhooks)\//,
  /^\/organizations\/\{slug\}\/(audit|usage|subscribers)\.csv$/,
  /^\/organizations\/\{slug\}\/subscriber-imports\/\{id\}\/problems\.csv$/,
  /^\/organizations\/\{slug\}\/subscribers\/\{id\}\/data\.json$/,
  /^\/pictures\//,
  /^\/openapi\.json$/,
];

test("every route is in the document, and every path of the document has a route", () => {
  const routes = appFiles("route", "app/api/v1")
    .map(({ address }) => address.replaceAll("[", "{").replaceAll("]", "}"))
    .filter((path) => !ofPages.some((pattern) => pattern.test(path)));
  expect(routes.toSorted()).toEqual(paths.toSorted());
});

test("every method that a route says to take is in the document, and the other way round", async () => {
  const routes = new Map(
    appFiles("route", "app/api/v1").map(({ address, file }) => [address, file]),
  );
  for (const [path, methods] of Object.entries(documentedMethods)) {
    const address = path.replaceAll("{", "[").replaceAll("}", "]");
    const file = routes.get(address) ?? "";
    const route: unknown = await import(/* @vite-ignore */ resolve(file));
    const { headers } = z.custom<Route>().parse(route).OPTIONS();
    const taken = headers.get("allow")?.split(", ") ?? [];
    const own = taken.filter((name) => name !== "HEAD" && name !== "OPTIONS");
    expect([path, own.toSorted()]).toEqual([path, methods.toSorted()]);
  }
});

test("every operation of the document was called here", () => {
  expect([...called].toSorted()).toEqual(ids.toSorted());
});
