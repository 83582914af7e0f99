import { expect, test } from "vitest";
import { endingSentence } from "#lib/organizations/created-by-member.ts";

const none = { count: 0, first: [] };

test("what ends is named in one sentence: the first few, and how many more", () => {
  const one = { count: 1, first: ["Build"] };
  const many = { count: 7, first: ["a@acme.test", "b@acme.test", "c@acme.test"] };
  expect(endingSentence("Leaving", { apiKeys: one, invitations: many })).toBe(
    "Leaving also revokes the API key “Build”, and the open invitations to a@acme.test, b@acme.test, c@acme.test and 4 more.",
  );
  const two = { count: 2, first: ["Build", "Deploy"] };
  expect(endingSentence("Removing them", { apiKeys: two, invitations: none })).toBe(
    "Removing them also revokes the API keys “Build” and “Deploy”.",
  );
  const invited = { count: 1, first: ["a@acme.test"] };
  expect(endingSentence("Changing the role to admin", { invitations: invited })).toBe(
    "Changing the role to admin also revokes the open invitation to a@acme.test.",
  );
});

test("nothing is said where nothing ends", () => {
  expect(endingSentence("Leaving", { apiKeys: none, invitations: none })).toBeUndefined();
});
