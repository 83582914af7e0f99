/** A file as somebody might bring it, and what an import makes of it. */
export interface ImportedFile {
  bytes: Uint8Array;
  separator?: string;
  encoding?: string;
  header?: "none";
  /** Names by address. */
  people: Record<string, string | null>;
  /** Line, column, reason. */
  problems?: [number, string | null, string][];
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isLittle: boolean): Uint8Array => {
  const bytes = new Uint8Array((text.length + 1) * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, isLittle);
  for (let at = 0; at < text.length; at++) {
    view.setUint16((at + 1) * 2, text.charCodeAt(at), isLittle);
  }
  return bytes;
};
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const encodings: Record<string, [string, (text: string) => Uint8Array]> = {
  "UTF-8": ["utf-8", utf8],
  "UTF-8 with a byte order mark": ["utf-8", (text) => utf8(`\ufeff${text}`)],
  "UTF-16": ["utf-16le", (text) => utf16(text, true)],
  "UTF-16, the other way round": ["utf-16be", (text) => utf16(text, false)],
  "Windows-1252": ["windows-1252", latin],
};
const separators = { commas: ",", semicolons: ";", tabs: "\t", bars: "|" };
const both = { "ann@mail.example": "Änn Lee", "bo@mail.example": "Bo" };

/** Every encoding with every separator. */
const written = Object.entries(encodings).flatMap(([name, [encoding, encode]]) =>
  Object.entries(separators).map(([word, separator]): [string, ImportedFile] => [
    `${name} with ${word}`,
    {
      bytes: encode(
        [
          ["Email", "Name"],
          ["ann@mail.example", "Änn Lee"],
          ["bo@mail.example", "Bo"],
        ]
          .map((cells) => cells.join(separator))
          .join("\r\n"),
      ),
      ...{ separator, encoding, people: both },
    },
  ]),
);

const text = (lines: string | string[], file: Omit<ImportedFile, "bytes">): ImportedFile => ({
  bytes: utf8(typeof lines === "string" ? lines : lines.join("\n")),
  ...file,
});
const ann = { "ann@mail.example": "Ann" };

export const importedFiles: Record<string, ImportedFile> = {
  ...Object.fromEntries(written),
  "all three line ends": text("Email,Name\r\nann@mail.example,Ann\rbo@mail.example,Bo\n", {
    people: { ...ann, "bo@mail.example": "Bo" },
  }),
  "no header": text("ann@mail.example,Ann\nbo@mail.example,Bo", {
    header: "none",
    people: { "ann@mail.example": null, "bo@mail.example": null },
  }),
  "a header in other words": text(["Anrede;E-Mail-Adresse;Vorname", ";ann@mail.example;Ann"], {
    people: ann,
  }),
  "a header that does not name the addresses": text(["Who,Name", "ann@mail.example,Ann"], {
    people: ann,
  }),
  "the same column twice": text(["Email,Email,Name", "ann@mail.example,x@mail.example,Ann"], {
    people: ann,
  }),
  "a quoted line end in a column that is ignored": text(
    ["Email,Name,Notes", 'ann@mail.example,Ann,"two', 'lines"'],
    { people: ann },
  ),
  "a line end in a name": text(["Email,Name", 'ann@mail.example,"A\nnn"', "bo@mail.example,Bo"], {
    people: { "bo@mail.example": "Bo" },
    problems: [[2, "Name", "not_a_line"]],
  }),
  "a quote that is never closed": text(
    ["Email,Name", 'x@mail.example,"X', "ann@mail.example,Ann"],
    {
      people: ann,
      problems: [[2, null, "open_quote"]],
    },
  ),
  "a NUL": text(["Email,Name", "x@mail.example,\0", "ann@mail.example,Ann"], {
    people: ann,
    problems: [[2, null, "nul"]],
  }),
  "60 columns where two are named": text(
    ["Email,Name", `x@mail.example${",x".repeat(59)}`, "ann@mail.example,Ann,,,,"],
    { people: ann, problems: [[2, null, "too_many_cells"]] },
  ),
  "a row above 64 KB": text(
    ["Email,Name", `x@mail.example,${"x".repeat(70_000)}`, "ann@mail.example,Ann"],
    { people: ann, problems: [[2, null, "too_long"]] },
  ),
  "a name of 10,000 letters": text(
    ["Email,Name", `x@mail.example,${"x".repeat(10_000)}`, "ann@mail.example,Ann"],
    { people: ann, problems: [[2, "Name", "name_too_long"]] },
  ),
  "the same address in two cases": text(
    ["Email,Name", "ANN@mail.example,First", "x@,X", "ann@MAIL.example,Ann"],
    {
      people: ann,
      problems: [
        [2, null, "repeated"],
        [3, "Email", "email_no_domain"],
      ],
    },
  ),
  "a tag, and a domain with an umlaut": text(
    ["Email,Name", "Mia.Vogel+x@Mail.Example,Mia", "info@bücher.example,Books"],
    { people: { "mia.vogel+x@mail.example": "Mia", "info@xn--bcher-kva.example": "Books" } },
  ),
  "letters that need SMTPUTF8": text(
    ["Email,Name", "jörg@mail.example,J", "ann@mail.example,Ann"],
    {
      people: ann,
      problems: [[2, "Email", "email_needs_smtputf8"]],
    },
  ),
  "a domain with a zero-width space, and a wide full stop": text(
    ["Email", "mia@mail\u200b.example", "bo@mail。example"],
    { people: { "mia@mail.example": null, "bo@mail.example": null } },
  ),
  "addresses that are too long": text(
    [
      "Email,Name",
      `${"x".repeat(65)}@mail.example,X`,
      `x@${"y".repeat(64)}.example,Y`,
      `x@${`${"z".repeat(62)}.`.repeat(4)}example,Z`,
      "ann@mail.example,Ann",
    ],
    {
      people: ann,
      problems: [
        [2, "Email", "email_too_long"],
        [3, "Email", "email_no_domain"],
        [4, "Email", "email_too_long"],
      ],
    },
  ),
  "names that look like something else": text(
    ["Email,Name", "a@mail.example,{{email}}", "b@mail.example,$&", "c@mail.example,<b>"],
    {
      people: { "a@mail.example": "{{email}}", "b@mail.example": "$&", "c@mail.example": "<b>" },
    },
  ),
  "a formula": text(["Email;Name", 'ann@mail.example;"=HYPERLINK(""x"")"'], {
    people: { "ann@mail.example": '=HYPERLINK("x")' },
  }),
  "two addresses in a cell, and a name around one": text(
    ["Email", '"a@mail.example, b@mail.example"', "Ann <ann@mail.example>"],
    {
      people: {},
      problems: [
        [2, "Email", "email_malformed"],
        [3, "Email", "email_malformed"],
      ],
    },
  ),
};
