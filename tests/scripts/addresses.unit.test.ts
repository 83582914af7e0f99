import fc from "fast-check";
import { expect, test } from "vitest";
import { rewrites } from "#scripts/build/addresses.ts";

const [, everywhere] = rewrites.beforeFiles;
const pattern = /^\/:unreadable\((.*)\)$/s.exec(everywhere?.source ?? "")?.[1];
const unreadable = new RegExp(`^/${pattern}$`);

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

test("exactly the addresses that cannot be decoded are told apart", () => {
  const bytes = fc
    .integer({ min: 0, max: 255 })
    .map((byte) => `%${byte.toString(16).padStart(2, "0")}`);
  const whole = fc.string({ unit: "grapheme", minLength: 1, maxLength: 2 }).map(encodeURIComponent);
  const part = fc.oneof(
    bytes,
    whole,
    fc.constantFrom("a", "/", "%", "%4", "%zz", "%E0", "%ED%A0%80", "%F0%9F"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const path = `/${parts.join("")}`;
      expect(unreadable.test(path), path).toBe(!isReadable(path));
    }),
    { numRuns: 2_000 },
  );
});
