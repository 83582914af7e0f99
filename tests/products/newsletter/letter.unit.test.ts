import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { preflight } from "#lib/products/newsletter/campaigns/preflight.ts";
import { campaignState, campaignStates } from "#lib/products/newsletter/campaigns/state.ts";
import { letterFacts } from "#lib/products/newsletter/letter/facts.ts";
import { fillLetter } from "#lib/products/newsletter/letter/fill.ts";
import { freezeLetter } from "#lib/products/newsletter/letter/freeze.ts";
import { readLetter } from "#lib/products/newsletter/letter/frozen.ts";

const campaign = {
  subject: "News for {{first_name|you}}",
  subjectB: null as string | null,
  preheader: "Three things, {{name}}",
  content:
    "# Hello {{first_name|there}}\n\nSee [the notes](https://e.example/notes?c={{city|none}}).\n",
};
const settings = {
  senderName: "",
  replyTo: null,
  postalAddress: "Acme GmbH\n\nRing 1\n10115 Berlin",
};
const own = {
  leaveUrl: "https://app.example/newsletter/leave/token?a=1&b=2",
  preferencesUrl: "https://app.example/newsletter/preferences/token",
  viewUrl: "https://app.example/newsletter/view/token",
};
const mia = {
  email: "mia@mail.example",
  address: "Mia@mail.example",
  name: "Mia Vogel",
  fields: {},
};

function letterOf(changes: Partial<typeof campaign> = {}, fields = ["city"]) {
  const source = {
    campaign: { ...campaign, ...changes },
    settings,
    organization: "Acme & Co",
    fields,
  };
  const { letter, targets } = freezeLetter(source);
  // What is sent was kept as JSON.
  return { letter: readLetter(JSON.parse(JSON.stringify(letter))), targets };
}

/** The words of a text, and of the HTML that is shown. */
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const wordsOfHtml = (html: string) =>
  wordsOf(
    html
      .replace(/^[\s\S]*<body[^>]*>/, "")
      .replace(/<div style="display:none[\s\S]*?<\/div>/, "")
      .replace(/<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, "$2 ($1)")
      .replace(/<[^>]*>/g, " ")
      .replaceAll("&amp;", "&"),
  );

describe("a letter", () => {
  test("has a person's values in its subject, its preheader and both parts", () => {
    const { subject, html, text } = fillLetter(letterOf().letter, mia, own);
    expect(subject).toBe("News for Mia");
    expect(html).toContain("<title>News for Mia</title>");
    expect(html).toContain("Three things, Mia Vogel");
    expect(html).toContain("Hello Mia</h1>");
    expect(text).toContain("Hello Mia");
    expect(html).toContain("https://e.example/notes?c=none");
  });

  test("ends with why one gets it, the links of this person and the postal address", () => {
    const { html, text } = fillLetter(letterOf().letter, mia, own);
    for (const part of [html.replaceAll("&amp;", "&"), text]) {
      expect(part).toContain("because you subscribed to the newsletter of Acme & Co.");
      for (const url of Object.values(own)) expect(part).toContain(url);
    }
    expect(text).toContain("Acme GmbH\nRing 1\n10115 Berlin\n");
    expect(html).toContain("Acme GmbH<br>\nRing 1<br>\n10115 Berlin");
  });

  test("says the same words as text and as HTML", () => {
    const { html, text } = fillLetter(letterOf().letter, mia, own);
    expect(wordsOfHtml(html)).toEqual(wordsOf(text));
  });

  test("has its second subject for those who try it, and its first one where there is no second", () => {
    const tested = letterOf({ subjectB: "Or this, {{first_name}}" }).letter;
    expect(fillLetter(tested, mia, own, 1).subject).toBe("Or this, Mia");
    expect(fillLetter(letterOf().letter, mia, own, 1).subject).toBe("News for Mia");
  });

  test("counts the links that the writer put in, and never those to leave", () => {
    const { letter, targets } = letterOf();
    expect(targets).toEqual(["https://e.example/notes?c={{city|none}}"]);
    const addressOf = (index: number, target: string) => `https://t.example/${index}?${target}`;
    const openUrl = "https://t.example/open?a&b";
    const { html, text } = fillLetter(letter, mia, { ...own, addressOf, openUrl });
    expect(text).toContain("(https://t.example/0?https://e.example/notes?c=none)");
    expect(text).toContain(`Unsubscribe (${own.leaveUrl})`);
    expect(html).toContain('<img src="https://t.example/open?a&amp;b" alt=""');
    expect(html.trimEnd().endsWith("</body></html>")).toBe(true);
  });

  test("is from the organization where no name of a sender is set", () => {
    expect(letterOf().letter.sender).toEqual({ name: "Acme & Co", replyTo: null });
  });

  test("keeps a placeholder without a field as it was written", () => {
    const { letter } = letterOf({ subject: "Hi {{first_nam}}", content: "{{first_nam}}\n" });
    const { subject, html } = fillLetter(letter, mia, own);
    expect(subject).toBe("Hi {{first_nam}}");
    expect(html).toContain("<mark>{{first_nam}}</mark>");
  });

  test("shows what a value says, whatever it is, and in one line of a subject", () => {
    const strange = fc.oneof(
      fc.constantFrom("{{email}}", "$&", "<b>", "a\r\nBcc: x@mail.example", "{{#if name}}"),
      fc.string({ unit: "binary", maxLength: 300 }),
    );
    const { letter } = letterOf();
    fc.assert(
      fc.property(strange, (name) => {
        const { subject, html } = fillLetter(letter, { ...mia, name }, own);
        expect(subject).not.toMatch(/[\r\n\0]/);
        expect(html.match(/<(?:b|script)\b/)).toBeNull();
        expect(html).not.toContain("mia@mail.example");
      }),
    );
  });
});

describe("what is known of a letter", () => {
  const words = { subject: "News", subjectB: null, preheader: "" };
  const factsOf = (content: string, changes: Partial<typeof campaign> = {}) =>
    letterFacts({ ...words, content, ...changes });

  test("is which fields it names, and which of them have nothing for those without a value", () => {
    const content = `{{city}} and {{plan|free}}

{{#if seats}}
{{seats}} seats, [more](https://e.example/?s={{seats}})
{{else}}
{{name}}
{{/if}}

[x](https://e.example/?u={{first_name}})
`;
    const { fieldNames, bareFields, problemCount } = factsOf(content, { preheader: "{{email}}" });
    expect(fieldNames.toSorted()).toEqual(
      ["city", "email", "first_name", "name", "plan", "seats"].toSorted(),
    );
    expect(bareFields.toSorted()).toEqual(["city", "email", "first_name", "name"]);
    expect(problemCount).toBe(0);
  });

  test("is how many places must be mended", () => {
    for (const content of ["{{email", "[x](javascript:alert(1))", "[x](//host)", "{{#if a}}"]) {
      expect([content, factsOf(content).problemCount]).toEqual([content, 1]);
    }
    expect(factsOf("Hello", { subject: "Hi {{email" }).problemCount).toBe(1);
    expect(factsOf("<script>alert(1)</script>").problemCount).toBe(0);
  });
});

describe("the checks before a campaign is sent", () => {
  const letter = {
    organization: "Acme",
    settings: { ...settings, timeZone: "UTC", isTracked: true, whenUncertain: "ask" as const },
    fields: [{ key: "city", label: "City" }],
  };
  const appUrl = "https://app.example.com";
  const credits = { left: 10, isOverdue: false };
  const ready = { people: 3, emptyFields: [], credits, letter, appUrl };
  const found = (words: Partial<typeof campaign>, changes: Partial<typeof ready> = {}) =>
    preflight({ ...ready, ...changes, campaign: { ...campaign, isTracked: true, ...words } });

  test("find nothing in a good letter, and say of each problem how bad it is and where to mend it", () => {
    expect(found({})).toEqual([]);
    const cases: [Partial<typeof campaign>, Partial<typeof ready>, string][] = [
      [{ content: " " }, {}, "error content The campaign has no content."],
      [{ content: "One\n\n{{first_nam}}" }, {}, "error content Line 3: {{first_nam}} names"],
      [{ subject: "{{first_nam}}" }, {}, "error content The subject has {{first_nam}}"],
      [{ preheader: "{{email" }, {}, "error content The preheader has an incomplete"],
      [
        { content: "[x](http://e.example/)" },
        {},
        "warning content http://e.example/ is not encrypted",
      ],
      [{ content: "Hi ![](https://e.example/a.png)" }, {}, "warning content An image has no words"],
      [{ content: "x ".repeat(49_000) }, {}, "warning content The email is"],
      [{}, { people: 0 }, "error audience Nobody"],
      [
        {},
        { people: 11 },
        "warning credits Not enough credits: the campaign takes 11, and 10 are left. It pauses at the start until there are 1 more.",
      ],
      [{}, { credits: { left: 10, isOverdue: true } }, "warning credits A payment is overdue"],
      [
        {},
        { letter: { ...letter, settings: { ...letter.settings, postalAddress: "" } } },
        "error settings Letters need",
      ],
    ];
    for (const [words, changes, text] of cases) {
      const told = found(words, changes).map(
        (one) => `${one.isError ? "error" : "warning"} ${one.place} ${one.text}`,
      );
      expect(told).toEqual([expect.stringContaining(text)]);
    }
    // Links that tell of clicks are longer than what was written.
    const links = "[a](https://e.example/) ".repeat(450);
    const size = (words: Partial<Parameters<typeof found>[0]> & { isTracked: boolean }) =>
      found({ content: links, ...words }).length;
    expect([size({ isTracked: false }), size({ isTracked: true })]).toEqual([0, 1]);
    const emptyFields = [{ field: "city", people: 2 }];
    expect(
      preflight({ ...ready, emptyFields, campaign: { ...campaign, isTracked: true } }),
    ).toMatchObject([{ isError: false, text: expect.stringContaining("is empty for 2 people") }]);
  });
});

describe("the state of a campaign", () => {
  const at = new Date(0);
  const none = { startedAt: null, pausedAt: null, heldAt: null, cancelledAt: null };

  test("is read from its status and what stands beside it", () => {
    const states = [
      campaignState({ ...none, status: "draft" }),
      campaignState({ ...none, status: "scheduled" }),
      campaignState({ ...none, status: "scheduled", startedAt: at }),
      campaignState({ ...none, status: "scheduled", startedAt: at, pausedAt: at }),
      campaignState({ ...none, status: "scheduled", pausedAt: at, heldAt: at }),
      campaignState({ ...none, status: "sent", startedAt: at }),
      campaignState({ ...none, status: "sent", startedAt: at, cancelledAt: at }),
    ];
    expect(states).toEqual([...campaignStates]);
  });
});
