import { expect, test } from "vitest";
import { accountRefusals } from "#lib/account/better-auth/refusals.ts";
import { fieldMessagesByRoom, problems, programText, refusalsByRoom } from "#lib/api/problems.ts";

test("a code means one thing: no two rooms refuse with the same", () => {
  // The check of a field has the same code in other rooms.
  const { email_invalid, ...ofAccount } = accountRefusals;
  const codes = [
    ...Object.values(refusalsByRoom),
    ...Object.values(fieldMessagesByRoom),
    ofAccount,
  ].flatMap((table) => Object.keys(table));
  const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
  expect(twice).toEqual([]);
});

test("no program is told to reload a page, or to choose", () => {
  const codes = [
    ...Object.keys(problems),
    ...Object.values(fieldMessagesByRoom).flatMap((table) => Object.keys(table)),
  ];
  for (const code of codes) {
    expect([code, programText(code)]).toEqual([
      code,
      expect.not.stringMatching(/\bpage again\b|\breload\b|\bform\b|^Choose\b|^Select\b/i),
    ]);
  }
});
