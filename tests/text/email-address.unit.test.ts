import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEmailAddress } from "#lib/text/email-address.ts";
import { bad, good, needSmtputf8 } from "./email-addresses.ts";

/** The address that a text is. @throws when it is none */
function read(typed: string) {
  const found = readEmailAddress(typed);
  if (typeof found === "string") throw new Error(`${JSON.stringify(typed)} is refused: ${found}`);
  return found;
}

test.each(good)("%j is compared as %s, and mail goes to it", (typed, key, recipient = key) => {
  expect(read(typed)).toMatchObject({ key, recipient, needsSmtputf8: false });
});

test.each(needSmtputf8)("%j is taken, and needs a server with SMTPUTF8", (typed, key) => {
  expect(read(typed)).toMatchObject({ key, needsSmtputf8: true });
});

test.each(bad)("%j is refused as %s", (typed, problem) => {
  expect(readEmailAddress(typed)).toBe(problem);
});

test.each([
  ["Mia.Vogel+x@Mail.Example", "Mia.Vogel+x@Mail.Example"],
  ["info@bücher.example", "info@bücher.example"],
  ["mia@mail\u200b.example", "mia@mail.example"],
  ["mia@mail。example", "mia@mail.example"],
])("%j is shown as %s", (typed, address) => {
  expect(read(typed).address).toBe(address);
});

describe("any text", () => {
  const text = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: "grapheme" }),
    fc
      .tuple(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }))
      .map((two) => two.join("@")),
    fc.constantFrom(...good, ...needSmtputf8).map(([typed]) => typed),
  );

  test("is refused, or is one line of ASCII after the last @ that goes on being what it is", () => {
    fc.assert(
      fc.property(text, (typed) => {
        const found = readEmailAddress(typed);
        if (typeof found === "string") return;
        expect(found.recipient).toMatch(/^[^\s@]+@[a-z0-9.-]+\.[a-z0-9-]+$/);
        expect(found.key).toBe(read(found.key).key);
        expect(read(found.recipient)).toMatchObject({ key: found.key, recipient: found.recipient });
        expect(read(found.address).key).toBe(found.key);
      }),
      { numRuns: 2_000 },
    );
  });
});
