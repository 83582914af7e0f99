import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { readPersonal, signPersonal } from "#lib/products/newsletter/links.ts";
import { secretProblem } from "#lib/products/newsletter/secret.ts";
import { readToken, signToken } from "#lib/products/newsletter/signed.ts";

const secret = "a secret of thirty-two characters";
const newer = "another secret that replaces this";

beforeEach(() => vi.stubEnv("NEWSLETTER_SECRET", secret));
afterEach(() => vi.unstubAllEnvs());

const number = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("a token says what was signed, and is for one kind of link and one number of ids", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uuid(), { maxLength: 4 }), number, async (ids, given) => {
      const token = await signToken("click", { ids, number: given });
      expect(token).toMatch(/^[\w-]+$/);
      expect(await readToken("click", token, ids.length)).toEqual({ ids, number: given });
      expect(await readToken("open", token, ids.length)).toBeNull();
      expect(await readToken("click", token, ids.length + 1)).toBeNull();
    }),
  );
});

test("a token with any letter changed, left out or added is none", async () => {
  const token = await signToken("leave", { ids: [randomUUID()], number: 3 });
  const letters = "ABab01-_";
  const others = Array.from(token, (letter, at) =>
    Array.from(letters)
      .filter((other) => other !== letter)
      .map((other) => `${token.slice(0, at)}${other}${token.slice(at + 1)}`),
  ).flat();
  for (const other of [...others, token.slice(1), token.slice(0, -1), `${token}A`, "", "%", "ä"]) {
    expect(await readToken("leave", other, 1)).toBeNull();
  }
});

test("links of old mails work while their secret is kept behind the new one", async () => {
  const link = {
    organizationId: randomUUID(),
    subscriberId: randomUUID(),
    campaignId: randomUUID(),
  };
  const token = await signPersonal("leave", link);
  const hash = await hashAddress("mia@mail.example");
  vi.stubEnv("NEWSLETTER_SECRET", `${newer}, ${secret}`);
  expect(await readPersonal("leave", token)).toEqual(link);
  expect(await readPersonal("preferences", token)).toBeNull();
  expect(await signPersonal("leave", link)).not.toBe(token);
  // Otherwise nobody would be known any more who must not be written to.
  expect(await hashAddress("mia@mail.example")).toBe(hash);
  vi.stubEnv("NEWSLETTER_SECRET", newer);
  expect(await readPersonal("leave", token)).toBeNull();
});

test("the hash of an address tells nothing of it, and differs for another", async () => {
  const hash = await hashAddress("mia@mail.example");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashAddress("mia@mail.example.org")).not.toBe(hash);
});

test("a secret that is too short is told before it signs anything", () => {
  expect(secretProblem(secret)).toBeUndefined();
  expect(secretProblem(`${newer}, ${secret}`)).toBeUndefined();
  expect(secretProblem(`${secret},`)).toContain("32 characters");
  expect(secretProblem("short")).toContain("32 characters");
});
