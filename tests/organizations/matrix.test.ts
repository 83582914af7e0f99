import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { published } from "#app/api/forms/published.ts";
import { products } from "#lib/products/products.ts";
import { testDatabase } from "../database.ts";
import { type Action, actions as core } from "./actions.ts";
import { tryEveryRight } from "./matrix.ts";

/** Of products, what they try is in `tests/products/<name>/actions.ts`. */
const ofProducts = await Promise.all(
  products.map(async ({ id }): Promise<Record<string, Action>> => {
    const file = resolve(`tests/products/${id}/actions.ts`);
    return existsSync(file) ? (await import(/* @vite-ignore */ file)).actions : {};
  }),
);
const actions: Record<string, Action> = Object.assign({}, core, ...ofProducts);

const database = testDatabase();

test("no act is left out here", () => {
  const tried = new Set(Object.values(actions).map(({ act }) => act));
  expect([...tried].toSorted()).toEqual(published.map(({ act }) => act.name).toSorted());
});

tryEveryRight(database, actions);
