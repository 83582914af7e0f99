import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// `req_x as (`, as a common table expression is written.
const expression = /\b(\w+) as (?:not )?(?:materialized )?\(/g;

const namesOf = (file: string) =>
  Array.from(readFileSync(file, "utf8").matchAll(expression), ([, name = ""]) => name);

test("every name that the door adds to a statement begins with req_", () => {
  const own = [...namesOf("lib/api/admission.ts"), ...namesOf("lib/api/admitted.ts")];
  expect(own.length).toBeGreaterThan(8);
  expect(own.filter((name) => !name.startsWith("req_"))).toEqual([]);
});

test("no act's statement uses one of them", () => {
  const files = globSync("lib/**/*.ts", { exclude: ["lib/api/admi*.ts"] });
  const taken = files.flatMap((file) =>
    namesOf(file)
      .filter((name) => name.startsWith("req_"))
      .map((name) => `${file}: ${name}`),
  );
  expect(taken).toEqual([]);
});
