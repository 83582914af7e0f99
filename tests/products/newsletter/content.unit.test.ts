import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileContent } from "#lib/products/newsletter/content/compile.ts";
import { isSafeLink } from "#lib/products/newsletter/content/link.ts";
import { fill, shownValue, type Values } from "#lib/products/newsletter/content/pieces.ts";
import { hostile, slow } from "./hostile-markdown.ts";

const known = ["first_name", "city", "plan"];
const mia = { first_name: "Mia", city: "Köln", plan: "pro" };

/** Both parts of a mail for a person, and what is wrong with it. */
function mail(markdown: string, values: Values = mia) {
  const { html, text, links, problems, fields } = compileContent(markdown, known);
  return { html: fill(html, values, links), text: fill(text, values, links), problems, fields };
}

// Styles are not what these tests are about.
const bare = (html: string) => html.replace(/ style="[^"]*"/g, "");

/** Whatever a mail may consist of: text without `<`, and these elements with these attributes. */
const allowed =
  /^(?:[^<>]|<\/?(?:p|h[1-6]|ul|li|blockquote|pre|code|strong|em|s|mark)>|<ol(?: start="\d+")?>|<\/ol>|<br>|<hr>|<a href="[^"<>]*">|<\/a>|<img src="[^"<>]*" alt="[^"<>]*">)*$/;

function expectSafe(html: string): void {
  expect(bare(html)).toMatch(allowed);
  for (const [, address = ""] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
    const decoded = address.replace(/&(amp|lt|gt|quot);/g, (_, name) => letters[name] ?? "");
    expect(decoded).toMatch(/^(https?:\/\/[^/?#]|mailto:|tel:)/i);
    expect(isSafeLink(decoded)).toBe(true);
  }
}
const letters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** The words of both parts, in their order. */
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const wordsOfHtml = (html: string) =>
  wordsOf(
    html
      .replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, "$1")
      .replace(/<\/?(?:strong|em|s|code|a|mark)\b[^>]*>/g, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&(amp|lt|gt|quot);/g, (_, name) => letters[name] ?? ""),
  );

describe("a letter", () => {
  const letter = `# Hi {{first_name|friend}}

Text with **bold**, *em*, ~~gone~~ and \`code\`.
Second line, [our site](https://e.example/?a=1&b=2), <https://auto.example/x>.

- one
- two

  with more

3. three
4. four

> quoted
> twice

---

![A picture of {{city}}](https://img.example/a.png)

    code {{city}}
`;

  test("is HTML that carries its styles, and text that says the same", () => {
    const { html, text, problems } = mail(letter);
    expect(problems).toEqual([]);
    expectSafe(html);
    expect(html).toContain('<h1 style="');
    expect(html).toContain('<ol start="3" style="');
    expect(bare(html)).toContain(
      '<a href="https://e.example/?a=1&amp;b=2">our site</a>, <a href="https://auto.example/x">',
    );
    expect(html).toContain('alt="A picture of Köln"');
    expect(text).toBe(`Hi Mia

Text with bold, em, gone and code.
Second line, our site (https://e.example/?a=1&b=2), https://auto.example/x.

- one

- two

  with more

3. three
4. four

> quoted
> twice

---

A picture of Köln

code {{city}}

`);
  });

  test("has the same words in both parts", () => {
    const without = letter.replace("[our site](https://e.example/?a=1&b=2)", "our site");
    const { html, text } = mail(without);
    expect(wordsOf(text).filter((word) => !/^\d$/.test(word))).toEqual(wordsOfHtml(html));
  });
});

describe("a field", () => {
  test.each<[string, Values, string]>([
    ["Hi {{first_name}}!", mia, "Hi Mia!"],
    ["Hi {{ first_name }}!", mia, "Hi Mia!"],
    ["Hi {{first_name|friend}}!", {}, "Hi friend!"],
    ["Hi {{ first_name | dear friend }}!", { first_name: null }, "Hi dear friend!"],
    ["Hi {{first_name|friend}}!", { first_name: " \t" }, "Hi friend!"],
    ["Hi {{first_name}}!", {}, "Hi !"],
    ["Hi {{first_name}}!", { first_name: "{{email}}" }, "Hi {{email}}!"],
    ["Hi {{first_name}}!", { first_name: "$& $1 \\" }, "Hi $& $1 \\!"],
    ["Hi {{first_name}}!", { first_name: "a\r\nBcc: b" }, "Hi a Bcc: b!"],
    ["`{{first_name}}`", mia, "{{first_name}}"],
    ["\\{{first_name}}", mia, "{{first_name}}"],
    ["**{{first_name}}**", mia, "Mia"],
  ])("%j of %j is %j", (markdown, values, text) => {
    const told = mail(markdown, values);
    expect(told.text.trim()).toBe(text);
    expect(told.problems).toEqual([]);
  });

  test("is escaped for the place where it stands", () => {
    const values = { first_name: '<b>"&', city: "a/b?c=d&e#f ö" };
    const { html, text } = mail("{{first_name}} [x](https://e.example/{{city}})", values);
    expect(bare(html)).toBe(
      '<p>&lt;b&gt;&quot;&amp; <a href="https://e.example/a%2Fb%3Fc%3Dd%26e%23f%20%C3%B6">x</a></p>\n',
    );
    expect(text).toBe('<b>"& x (https://e.example/a%2Fb%3Fc%3Dd%26e%23f%20%C3%B6)\n\n');
  });

  test("of many characters is cut at 200, and never in the middle of one", () => {
    expect(shownValue({ name: "😀".repeat(10_000) }, "name")).toBe("😀".repeat(200));
    expect(shownValue({ name: "a".repeat(200) }, "name")).toBe("a".repeat(200));
  });

  test("that nobody has is told with its line, and is marked where it stands", () => {
    const { html, text, problems, fields } = mail("One\ntwo {{first_nam}}\n\n{{city}}");
    expect(problems).toEqual([{ line: 2, code: "unknown_field", what: "{{first_nam}}" }]);
    expect(html).toContain("<mark>{{first_nam}}</mark>");
    expect(text).toContain("two {{first_nam}}");
    expect(fields).toEqual(["first_nam", "city"]);
  });

  test.each(["Hi {{email", "{{First Name}}", "{{}}", "a {{x \\* y", "{{first_name|a{b}}"])(
    "%j is told as a placeholder that is broken, with its line",
    (broken) => {
      expect(mail(`First\n\n${broken}`).problems).toMatchObject([
        { line: 3, code: "broken_placeholder" },
      ]);
    },
  );
});

describe("a part with a condition", () => {
  const markdown = "{{#if city}}\nFrom *{{city}}*.\n{{else}}\nFrom afar.\n{{/if}}\n\nBye.";

  test.each<[Values, string]>([
    [{ city: "Köln" }, "From Köln.\n\nBye.\n\n"],
    [{ city: "" }, "From afar.\n\nBye.\n\n"],
    [{}, "From afar.\n\nBye.\n\n"],
  ])("is there for %j alone as its field says", (values, text) => {
    expect(mail(markdown, values)).toMatchObject({ text, problems: [] });
    expect(wordsOfHtml(mail(markdown, values).html)).toEqual(wordsOf(text));
  });

  test("can ask for a value, without regard to case, and stand in another", () => {
    const inside = "{{#if city}}\n{{#if plan is Pro}}\nboth\n{{/if}}\n{{/if}}\n\nend";
    expect(mail(inside, { city: "x", plan: "PRO" }).text).toBe("both\n\nend\n\n");
    expect(mail(inside, { city: "x", plan: "prop" }).text).toBe("end\n\n");
    expect(mail(inside, { plan: "pro" }).text).toBe("end\n\n");
  });

  test("can be in an item of a list, whose text goes on as it would", () => {
    const list = "1. a\n\n   {{#if city}}\n   here\n   {{else}}\n   there\n   {{/if}}\n2. b";
    expect(mail(list, {}).text).toBe("1. a\n\n   there\n\n2. b\n\n");
    expect(mail(list, {}).problems).toEqual([]);
  });

  test.each([
    ["{{#if city}}\na", "if_without_end", 1],
    ["a\n\n{{/if}}", "end_without_if", 3],
    ["a\n\n{{else}}", "end_without_if", 3],
    ["{{#if city}}\na\n{{else}}\nb\n{{else}}\nc\n{{/if}}", "end_without_if", 5],
    ["- a\n\n  {{#if city}}\n- b\n\n{{/if}}", "if_across_blocks", 3],
  ] as const)("%j is told as %s in line %d, and loses no word", (broken, code, line) => {
    expect(mail(broken).problems).toContainEqual(expect.objectContaining({ code, line }));
    const told = [mia, {}].flatMap((values) => wordsOfHtml(mail(broken, values).html));
    for (const word of broken.match(/\b[abc]\b/g) ?? []) expect(told).toContain(word);
  });

  test("asks for a field that people have", () => {
    expect(mail("a\n\n{{#if town}}\nb\n{{/if}}").problems).toEqual([
      { line: 3, code: "unknown_field", what: "{{#if town}}" },
    ]);
  });
});

test("each link is one, however often it stands there, and each person can be given their own", () => {
  const { html, text, links } = compileContent(
    "[a](https://a.example/{{city}}) [b](https://b.example) [c](https://a.example/{{city}})",
    known,
  );
  expect(links).toHaveLength(2);
  const addressOf = (index: number, target: string) => `https://t.example/${index}?to=${target}"`;
  expect(bare(fill(html, mia, links, addressOf))).toBe(
    '<p><a href="https://t.example/0?to=https://a.example/K%C3%B6ln&quot;">a</a> <a href="https://t.example/1?to=https://b.example&quot;">b</a> <a href="https://t.example/0?to=https://a.example/K%C3%B6ln&quot;">c</a></p>\n',
  );
  expect(fill(text, mia, links)).toContain("c (https://a.example/K%C3%B6ln)");
});

test.each([
  ["[x](javascript:alert(1))", "unsafe_link"],
  ["[x](//e.example)", "unsafe_link"],
  ["![x](mailto:a@e.example)", "unsafe_image"],
])("%s is told as %s, with its line", (markdown, code) => {
  expect(mail(`One\n\n${markdown}`).problems).toMatchObject([{ line: 3, code }]);
});

test.each(Object.entries(hostile))("%s does no harm", (_, markdown) => {
  for (const values of [mia, {}, { city: '"><script>alert(1)</script>' }]) {
    expectSafe(mail(markdown, values).html);
  }
});

test("any Markdown with any values is a safe mail, and no value is read as anything but letters", () => {
  const part = fc.oneof(
    fc.constantFrom(...Object.values(hostile)),
    fc.constantFrom("{{city}}", "{{#if city}}", "{{else}}", "{{/if}}", "\n", "\n\n", "- ", "> "),
    fc.string({ unit: "grapheme" }),
  );
  const values = fc.record({ first_name: fc.string({ unit: "binary" }), city: part });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), values, (parts, some) => {
      expectSafe(mail(parts.join(""), some).html);
    }),
    { numRuns: 200 },
  );
});

test.each(Object.entries(slow))("%s of 100,000 characters is read, and is safe", (_, make) => {
  expectSafe(mail(make(100_000)).html);
});
