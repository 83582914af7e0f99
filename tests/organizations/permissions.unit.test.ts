import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isAllowed, permissions } from "#lib/organizations/permissions.ts";
import { roles } from "#lib/organizations/roles.ts";

test("the page about organizations says who may do what as it is", () => {
  const page = readFileSync("docs/organizations.md", "utf8");
  const told = Array.from(page.matchAll(/^\| `([\w.]+)` +\|(.*)\|$/gm), ([, name, cells = ""]) => [
    name,
    cells.split("|").map((cell) => cell.trim().replaceAll("`", "")),
  ]).filter(([name]) => Object.hasOwn(permissions, String(name)));
  const real = Object.entries(permissions).map(([name, grant]) => [
    name,
    [...roles.map((role) => (isAllowed(role, grant) ? "yes" : "")), grant.scope ?? ""],
  ]);
  expect(told).toEqual(real);
});

test("a role has all that a lesser one has", () => {
  for (const grant of Object.values(permissions)) {
    const may = roles.map((role) => isAllowed(role, grant));
    expect(may).toEqual(may.toSorted((one, other) => Number(other) - Number(one)));
  }
});
