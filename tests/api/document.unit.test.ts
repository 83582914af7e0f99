import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "#lib/api/openapi/document.ts";
import { readIfMatch } from "#lib/http/if-match.ts";
import { operations } from "#lib/products/published.ts";
import { accepted, refused } from "./values.ts";

/** As it is served. */
const document: unknown = JSON.parse(JSON.stringify(openApiDocument(operations)));

const object = z.record(z.string(), z.unknown());

/** Every part of the document that is an object, with where it stands. */
function* parts(value: unknown, place = ""): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [place, object.parse(value)];
  for (const [name, part] of Object.entries(value)) yield* parts(part, `${place}/${name}`);
}

const patterns = [
  ...new Set(
    Array.from(parts(document)).flatMap(([, { pattern }]) =>
      typeof pattern === "string" ? [pattern] : [],
    ),
  ),
];

describe("the patterns of the document", () => {
  test.each(patterns)("%s is one in every language", (pattern) => {
    expect(() => new RegExp(pattern)).not.toThrow();
    expect(() => new RegExp(pattern, "u")).not.toThrow();
    // What ECMA-262, Python, Rust and Java share: no properties, no looking around, no names, no
    // references, and no halves of surrogate pairs.
    expect(pattern).not.toMatch(/\\[pPkbB1-9]|\(\?[=!<P]|\\u\{|\\u[dD][89a-fA-F]/);
  });

  test("are patterns in Python", () => {
    const program = "import json, re, sys; [re.compile(p) for p in json.load(sys.stdin)]";
    const run = spawnSync("python3", ["-c", program], { input: JSON.stringify(patterns) });
    expect(run.error).toBeUndefined();
    expect(run.stderr.toString()).toBe("");
    expect(run.status).toBe(0);
  });
});

test("every example is as its schema says", () => {
  const found = Array.from(parts(document)).filter(([, part]) => "example" in part);
  expect(found.length).toBeGreaterThan(5);
  for (const [place, { schema, example }] of found) {
    const parsed = z.fromJSONSchema(withoutNot(schema)).safeParse(example);
    expect([place, parsed.error?.issues]).toEqual([place, undefined]);
  }
});

/** zod reads no `not`, and none of the examples is about it. */
const withoutNot = (schema: unknown) =>
  object.parse(
    JSON.parse(JSON.stringify(schema, (name, value) => (name === "not" ? undefined : value))),
  );

test("no schema leaves open what a value may be", () => {
  for (const [place, part] of parts(document)) {
    if (!/\/(schema|properties\/[^/]+|items)$/.test(place)) continue;
    const says = ["type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref"].some(
      (word) => word in part,
    );
    expect([place, says]).toEqual([place, true]);
    if (part.type !== "number" || /responses/.test(place)) continue;
    expect([place, "enum" in part || "maximum" in part]).toEqual([place, true]);
  }
});

const described = z.object({
  properties: z.record(z.string(), object).default({}),
  required: z.array(z.string()).default([]),
});

describe.each(operations.map((operation) => [operation.id, operation] as const))(
  "%s",
  (_, { params, query, body, example }) => {
    const schemas = Object.entries({ params, query, body }).filter(([, schema]) => schema);
    if (schemas.length === 0) return;
    test.each(schemas)("takes exactly the %s that the document describes", (place, schema) => {
      if (!schema) throw new Error("unreachable");
      const { properties, required } = described.parse(
        JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }))),
      );
      const whole = Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          fc.sample(accepted(property), { numRuns: 1, seed: 7 })[0],
        ]),
      );
      const valid: object = place === "body" ? { ...whole, ...example } : whole;
      const takes = (value: object) => schema.safeParse(value).success;
      expect([valid, takes(valid)]).toEqual([valid, true]);
      for (const [name, property] of Object.entries(properties)) {
        fc.assert(
          fc.property(accepted(property), (value) => {
            expect([name, value, takes({ ...valid, [name]: value })]).toEqual([name, value, true]);
          }),
          { numRuns: 60 },
        );
        // An address has text for everything.
        const outside = refused(property).filter(
          (value) => place === "body" || typeof value === "string",
        );
        for (const value of outside) {
          expect([name, value, takes({ ...valid, [name]: value })]).toEqual([name, value, false]);
        }
        const { [name]: left, ...without } = { ...valid } as Record<string, unknown>;
        expect([name, left, takes(without)]).toEqual([name, left, !required.includes(name)]);
      }
    });
  },
);

test("If-Match is read as the document describes it", () => {
  const pattern = new RegExp(patternOfIfMatch());
  const piece = fc.constantFrom('"', "a", "W/", "*", ",", " ", '"a"', 'W/"b"');
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const value = pieces.join("").trim();
      const isRead = readIfMatch(new Headers({ "if-match": value })) !== "invalid";
      if (pattern.test(value)) expect([value, isRead]).toEqual([value, true]);
    }),
  );
});

function patternOfIfMatch(): string {
  const [, parameter] =
    Array.from(parts(document)).find(([place]) => place.endsWith("/parameters/IfMatch/schema")) ??
    [];
  return z.string().parse(parameter?.pattern);
}
