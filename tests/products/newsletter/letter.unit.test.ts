import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { campaignState, campaignStates } from "#lib/products/newsletter/campaigns/state.ts";
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
