import { expect, test } from "vitest";
import { readAnswer, samePage } from "#lib/ui/form-answer.ts";

const page = "https://app.example.test/o/acme/members?q=robin";

test("what was done on the page stays on it, without the notice that a toast shows", () => {
  expect(samePage("/o/acme/members?notice=member_removed", page)).toBe("/o/acme/members");
  expect(samePage("/o/acme/members?q=robin&notice=member_removed", page)).toBe(
    "/o/acme/members?q=robin",
  );
});

test("what leads elsewhere goes there", () => {
  expect(samePage("/o/acme", page)).toBeUndefined();
  expect(samePage("https://elsewhere.test/o/acme/members", page)).toBeUndefined();
});

test("an answer that is none counts as a failure of ours", () => {
  for (const body of [null, "<html>", [], { errors: "x" }]) {
    expect(readAnswer(body)).toMatchObject({ location: undefined, errors: {} });
  }
  expect(readAnswer({ location: "/o/acme", notice: "Done." })).toMatchObject({
    location: "/o/acme",
    notice: "Done.",
  });
});
