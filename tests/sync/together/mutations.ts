import * as fc from "fast-check";

/** Values that have broken somebody's receiver: each is JSON, and none is what was promised. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    2 ** 31,
    2 ** 53,
    1e300,
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\u202e",
    "constructor",
    "__proto__",
    "{}",
    "'; --",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01T00:00:00+23:59",
    "2026-01-01T00:00:00.1234567890123456789Z",
    `2026-01-01T00:00:00.${"1".repeat(300)}Z`,
    [],
    {},
  ),
  // Long and without patterns, so that Postgres cannot compress it into an index.
  fc
    .nat()
    .map((seed) =>
      Array.from({ length: 400 }, (_, i) => ((seed + i) * 2_654_435_761).toString(36)).join(""),
    ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary" }),
);

/** A copy of a JSON value in which something, somewhere, is not what it was. */
export function mutationOf(value: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(value);
  return fc
    .record({
      changes: fc.array(
        fc.record({ place: fc.nat(places.length - 1), replacement: fc.option(strange) }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ changes }) => {
      let mutated = value;
      for (const { place, replacement } of changes) {
        mutated = replace(mutated, places[place] ?? [], replacement);
      }
      return mutated;
    });
}

type Place = (string | number)[];

function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [place];
  const inner = Object.entries(value).flatMap(([key, part]) => placesIn(part, [...place, key]));
  return [place, ...inner];
}

/** @param replacement null takes the place away altogether. */
function replace(value: unknown, [key, ...rest]: Place, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
    if (name !== String(key)) return [[name, part]];
    if (rest.length === 0 && replacement === null) return [];
    return [[name, replace(part, rest, replacement)]];
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}
