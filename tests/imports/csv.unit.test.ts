import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnNames, formatOf, guessSeparator } from "#lib/imports/columns.ts";
import { decode, recognize } from "#lib/imports/decode.ts";
import { cutIntoParts } from "#lib/imports/parts.ts";
import { mostOpenQuotes, type Row, readRecords } from "#lib/imports/records.ts";
import { files } from "./files.ts";

const told = (row: Row) => ("cells" in row ? row.cells : row.problem);
const commas = { separator: ",", hasQuotes: true };

test.each(Object.entries(files))("%s is read", (_, { text, separator = ",", rows }) => {
  expect(readRecords(text, { separator, hasQuotes: true }).map(told)).toEqual(rows);
});

test.each(Object.entries(files).filter(([, { rows }]) => rows.some((row) => row.length > 1)))(
  "the separator of %s is found",
  (_, { text, separator = "," }) => {
    expect(guessSeparator(text)).toBe(separator);
  },
);

test("each row says the line that it begins on, whatever stands in quotes before it", () => {
  const text = 'a,b\r\n"x\r\ny\nz",1\r\n\r\n2,"open\n3,c\rd,4';
  expect(readRecords(text, commas).map(({ line }) => line)).toEqual([1, 2, 6, 7, 8]);
});

test("a row that cannot be read says its first line", () => {
  const [, row] = readRecords('a\n"Ann Lee,ann@mail.example\nb', commas);
  expect(row).toMatchObject({ line: 2, text: '"Ann Lee,ann@mail.example' });
});

/** A quote that is never closed because of what follows, more than 64 KB. */
const openQuotes = (count: number) =>
  Array.from({ length: count }, (_, n) => `"row ${n}\n${`${"x".repeat(1_000)}\n`.repeat(70)}`).join(
    "",
  );

test("a file with many quotes that are never closed has none: they are letters", () => {
  const text = `a\n${openQuotes(mostOpenQuotes)}`;
  expect(formatOf(`a\n"b\nc`, ",").hasQuotes).toBe(true);
  const format = formatOf(text, ",");
  expect(format.hasQuotes).toBe(false);
  const rows = readRecords(text, format);
  expect(rows.filter((row) => "problem" in row)).toEqual([]);
  expect(rows.map(told)).toContainEqual(['"row 7']);
});

describe("columns", () => {
  test("of one name are told apart, and those without a name can be chosen", () => {
    expect(columnNames(["Email", " Email ", "", "Email (2)", "__proto__"])).toEqual([
      ...["Email", "Email (2)", "Column 3", "Email (2) (2)", "__proto__"],
    ]);
  });
});

describe("a file", () => {
  const bytes = (...values: number[]) => new Uint8Array(values);
  const text = (value: string) => new TextEncoder().encode(value);

  test.each([
    ["with a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "utf-8", "a"],
    ["in UTF-16", [0xff, 0xfe, 0xe4, 0x00], "utf-16le", "ä"],
    ["in UTF-16, the other way round", [0xfe, 0xff, 0x00, 0xe4], "utf-16be", "ä"],
    ["in UTF-8", [0x4a, 0xc3, 0xb6], "utf-8", "Jö"],
    ["without any byte", [], "utf-8", ""],
  ] as const)("%s is read", (_, values, encoding, letters) => {
    expect(recognize(bytes(...values))).toEqual({ encoding, isGuess: false });
    expect(decode(bytes(...values), encoding)).toBe(letters);
  });

  test("of Windows is read, and said to be a guess", () => {
    const jörg = bytes(0x4a, 0xf6, 0x72, 0x67, 0x80);
    expect(recognize(jörg)).toEqual({ encoding: "windows-1252", isGuess: true });
    expect(decode(jörg, "windows-1252")).toBe("Jörg€");
  });

  test.each([
    ["an .xlsx", bytes(0x50, 0x4b, 0x03, 0x04, 0x14), "spreadsheet"],
    ["an .xls", bytes(0xd0, 0xcf, 0x11, 0xe0), "spreadsheet"],
    ["a .gz", bytes(0x1f, 0x8b, 0x08), "archive"],
    ["a PDF", text("%PDF-1.7"), "PDF"],
    ["a picture", bytes(0x89, 0x50, 0x4e, 0x47), "picture"],
    ["a web page", text("\n <!DOCTYPE html><p>"), "web page"],
    ["a table of a web page", text("<table><tr>"), "web page"],
    ["JSON", text('[ {"email": "a"}]'), "JSON"],
    ["a program", new Uint8Array(200), "binary"],
  ])("that is %s is told by its first bytes", (_, file, other) => {
    expect(recognize(file)).toEqual({ other });
  });

  test("with one NUL is a CSV, whose row is told", () => {
    expect(recognize(text("a,b\n1,\0"))).toEqual({ encoding: "utf-8", isGuess: false });
  });
});

describe("parts", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom('"a\nb"', '"', '""', '"x"y', "\0", "ä", "😀", "", '"c,d"'),
  );
  const file = fc
    .array(
      fc.tuple(fc.array(cell, { minLength: 1, maxLength: 4 }), fc.constantFrom("\n", "\r\n", "\r")),
      { maxLength: 30 },
    )
    .map((rows) => rows.map(([cells, end]) => cells.join(",") + end).join(""));

  test("of any size, read by themselves, are the whole file, with its lines", () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const format = formatOf(text, ",");
        const parts = cutIntoParts(text, format, limit);
        const read = parts.flatMap(({ begin, end, line }) =>
          readRecords(text.slice(begin, end), format).map((row) => ({
            told: told(row),
            line: row.line + line - 1,
          })),
        );
        expect(read).toEqual(
          readRecords(text, format).map((row) => ({ told: told(row), line: row.line })),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("are at most as long as they may be, but for a row that is longer alone", () => {
    const text = "ä,b\n".repeat(1_000);
    const parts = cutIntoParts(text, commas, 100);
    for (const { begin, end } of parts) {
      const json = JSON.stringify(text.slice(begin, end));
      expect(new TextEncoder().encode(json).length).toBeLessThanOrEqual(100 + 2);
    }
    // Rows of six bytes in JSON, where a line end takes two.
    expect(parts).toHaveLength(Math.ceil(1_000 / 16));
    expect(cutIntoParts(`${"x".repeat(200)}\nb\n`, commas, 100)).toHaveLength(2);
  });
});
