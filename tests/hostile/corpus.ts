/** What a value carries that must stand in no line of the log. */
export const mark = "h0stile-mark";

const long = (length: number) => mark + "x".repeat(length - mark.length);

/** What visitors, programs and other people's test suites send where text is expected. */
export const hostileTexts: readonly string[] = [
  "",
  "\0",
  `${mark}\0b`,
  `${mark}\ud800`,
  `${mark}\u202e`,
  "\u200b\u200d\ufeff",
  `${mark}\r\nset-cookie: a=b`,
  `${mark}'; drop table users; --`,
  long(300),
  long(3_000),
  // Days that are none, and words that only Postgres takes for one.
  "0000-01-01",
  "2026-02-30",
  "20000-01-01",
  "-infinity",
  // Numbers that fit nowhere.
  "-1",
  "1e400",
  "9223372036854775808",
  // Ids of other kinds.
  "d41d8cd9-8f00-b204-e980-0998ecf8427e",
  "{00000000-0000-4000-8000-000000000000}",
  // What means something to somebody.
  "__proto__",
  "../../etc/passwd",
  "%E0%A4%A",
];

/** What JSON can hold besides. */
export const hostileJson: readonly unknown[] = [
  ...hostileTexts,
  long(100_000),
  null,
  true,
  1e308,
  [],
  [[[mark]]],
  Array.from({ length: 5_000 }, () => mark),
  JSON.parse("[".repeat(2_000) + "]".repeat(2_000)),
  JSON.parse(`{"__proto__":{"${mark}":true}}`),
];

/** What can stand in a header or a cookie: bytes, but no line breaks. */
export const hostileHeaders: readonly string[] = hostileTexts
  .filter((text) => /^[\x20-\x7e]*$/.test(text))
  .concat(
    `${mark}\u00ff`,
    "Bearer",
    `Bearer ${mark}`,
    `bearer  ${mark}`,
    `Basic ${mark}`,
    '"',
    `W/"${mark}"`,
    "*",
    ",,,",
  );
