import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as chosen from "#lib/text/sha256.ts";
import * as onEdge from "../../lib/text/sha256.ts";
import * as onNode from "../../lib/text/sha256-on-node.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe.each([
  ["on the edge", onEdge],
  ["on Node", onNode],
])("%s", (_, { sha256, hmac, isHmac }) => {
  test("SHA-256 is that of FIPS 180-4", async () => {
    expect(await sha256("abc")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  test("HMAC-SHA-256 is that of RFC 4231", async () => {
    const signature = await hmac("what do ya want for nothing?", "Jefe");
    expect(hex(signature)).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    const whole = Uint8Array.from(signature);
    expect(await isHmac(whole, "what do ya want for nothing?", "Jefe")).toBe(true);
    expect(await isHmac(whole, "what do ya want for nothing!", "Jefe")).toBe(false);
    expect(await isHmac(whole, "what do ya want for nothing?", "jefe")).toBe(false);
    expect(await isHmac(whole.slice(0, 31), "what do ya want for nothing?", "Jefe")).toBe(false);
    expect(await isHmac(new Uint8Array(), "what do ya want for nothing?", "Jefe")).toBe(false);
  });
});

test("both say the same of any text", async () => {
  const text = fc.string({ unit: "binary" });
  const secretText = fc.string({ unit: "binary", minLength: 1 });
  await fc.assert(
    fc.asyncProperty(text, secretText, async (value, secret) => {
      expect(await onNode.sha256(value)).toBe(await onEdge.sha256(value));
      const signature = await onNode.hmac(value, secret);
      expect(hex(signature)).toBe(hex(await onEdge.hmac(value, secret)));
      expect(await onEdge.isHmac(Uint8Array.from(signature), value, secret)).toBe(true);
    }),
  );
});

test("Node gets its own", () => {
  expect(chosen.sha256).toBe(onNode.sha256);
});
