import { expect, test } from "vitest";
import { toCsv } from "#lib/http/csv.ts";

test.each([
  ["a line feed", "one\ntwo"],
  ["a carriage return", "one\rtwo"],
  ["both", "one\r\ntwo"],
  ["a comma", "one,two"],
])("a cell with %s stays one cell", (_, cell) => {
  const csv = toCsv([[cell, "next"]], ["first", "second"], { isFirst: false });
  expect(csv).toBe(`"${cell}",next\r\n`);
});

test("a quotation mark is doubled, and what a spreadsheet takes for a formula is none", () => {
  const csv = toCsv([['say "hi"', "=1+1"]], ["first", "second"], { isFirst: false });
  expect(csv).toBe(`"say ""hi""",'=1+1\r\n`);
});
