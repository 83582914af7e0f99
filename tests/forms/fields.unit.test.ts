import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { day, email, exactText, id, identifier, line, token } from "#lib/forms/fields.ts";

const name = line(100, { missing: "missing", tooLong: "too_long", invalid: "invalid" });
const verdict = (schema: z.ZodMiniType, value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : parsed.error.issues[0]?.message;
};

describe("a name", () => {
  test.each([
    ["in any script", "Łódź Straße 東京 Ωmega"],
    ["with the joiner that Persian needs", "می\u200cخواهم"],
    ["of joined emoji", "👩\u200d👩\u200d👧 ❤\ufe0f"],
    ["with a flag made of tags", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["of 100 emoji", "😀".repeat(100)],
  ])("%s is kept as it is", (_, text) => expect(verdict(name, text)).toBe(text));

  test("loses what cannot be seen at its ends, and zero-width spaces inside", () => {
    expect(verdict(name, " \u200b\ufeff Ac\u200bme\u2060 \u3000")).toBe("Acme");
  });

  test.each([
    ["nothing", "", "missing"],
    ["space", " \u3000\t", "missing"],
    ["zero-width spaces", "\u200b\u200b\ufeff", "missing"],
    ["joiners", "\u200d\u200c", "invalid"],
    ["fillers", "\u3164\u115f\uffa0\u2800", "invalid"],
    ["variation selectors", "\ufe0f\ufe0e", "invalid"],
    ["tags", "\u{e0061}\u{e007f}", "invalid"],
    ["101 characters", "x".repeat(101), "too_long"],
    ["no text", ["Acme"], "missing"],
  ])("of %s is refused", (_, text, code) => expect(verdict(name, text)).toBe(code));

  test.each(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\0\n\r\t\u007f\u0085\ud800\udfff"
      .split("")
      .map((character) => [character.codePointAt(0)?.toString(16).padStart(4, "0"), character]),
  )("with U+%s inside is refused", (_, character) => {
    expect(verdict(name, `Ac${character}me`)).toBe("invalid");
  });
});

describe("what cannot be in the database", () => {
  const schemas = {
    identifier: identifier(),
    "exact text": exactText(500, "x"),
    token: token("x"),
  };
  test.each(Object.entries(schemas))("is no %s", (_, schema) => {
    for (const text of ["a\0b", "\ud800", "x".repeat(3_000), 5, null, ["a"], {}]) {
      expect(schema.safeParse(text).success, String(text)).toBe(false);
    }
  });

  test("is no id, and every UUID that Postgres makes of a hash is one", () => {
    for (const text of ["", "1", "a\0b", "00000000-0000-0000-0000-00000000000g"]) {
      expect(id.safeParse(text).success, text).toBe(false);
    }
    expect(id.safeParse("d41d8cd9-8f00-b204-e980-0998ecf8427e").success).toBe(true);
  });

  test("is no day", () => {
    for (const text of ["0000-01-01", "2026-02-30", "20000-01-01", "-001-01-01", "2026-1-1"]) {
      expect(day.safeParse(text).success, text).toBe(false);
    }
    for (const text of ["0001-01-01", "2024-02-29", "9999-12-31"]) {
      expect(day.safeParse(text).success, text).toBe(true);
    }
  });
});

test("an address of mail is what zod takes for one", () => {
  const plain = z.string().check(z.email());
  const part = fc.string({ unit: fc.constantFrom(..."aZ0.+-_'@ é"), maxLength: 12 });
  fc.assert(
    fc.property(part, part, (local, host) => {
      const text = `${local.trim()}@${host.trim()}.org`;
      if (email("x").safeParse(text).success)
        expect(plain.safeParse(text.toLowerCase()).success).toBe(true);
    }),
    {
      examples: [
        ["'", "a"],
        ["a'", "a"],
        ["a.", "a"],
        [".a", "a"],
      ],
    },
  );
  for (const text of ["name@example.com", "o'neil+tag@mail.example.co.uk", "a_b-c.d@x-y.org"]) {
    expect(verdict(email("x"), text)).toBe(text);
  }
});
