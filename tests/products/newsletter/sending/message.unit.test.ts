import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freezeLetter } from "#lib/products/newsletter/letter/freeze.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { messageOf } from "#lib/products/newsletter/sending/message.ts";
import type { Intended } from "#lib/products/newsletter/sending/step.ts";
import { readClick, readOpen } from "#lib/products/newsletter/tracking/links.ts";
import { expectSoundMail } from "./wire.ts";

beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());

const mail: Intended = {
  ...{
    id: crypto.randomUUID(),
    campaignId: crypto.randomUUID(),
    organizationId: crypto.randomUUID(),
  },
  ...{ subscriberId: crypto.randomUUID(), email: "mia@mail.example", address: null, name: "Mia" },
  ...{ fields: {}, variant: 0, isTracked: true, attempts: 1, firstAttemptedAt: new Date() },
};
const sender = {
  from: { name: "Penning", address: "mail@penning.test" },
  appUrl: "https://app.example.com",
};
const letterOf = (content: string, subject = "Hello", senderName = "A team") =>
  freezeLetter({
    campaign: { subject, subjectB: null, preheader: "", content },
    settings: { senderName, replyTo: "answers@penning.test", postalAddress: "1 Street" },
    ...{ organization: "A team", fields: [] },
  }).letter;

test.each([
  ["an ordinary letter", letterOf("# Hello {{name}}\n\nSome [words](https://example.com).")],
  ["one line of 10,000 characters", letterOf("word".repeat(2_500))],
  ["lines that begin with a full stop", letterOf(".\n\n..\n\n.hidden")],
  ["a link of 1,500 characters", letterOf(`[x](https://example.com/${"y".repeat(1_500)})`)],
  ["letters of many scripts", letterOf("Grüße, 你好, 🎉 {{name}}", "Grüße 🎉".repeat(20))],
  ["line ends in the subject and the name", letterOf("x", "Hi\r\nBcc: eve@mail.example", "A\r\nB")],
])("%s is a sound mail", async (_, letter) => {
  const parcel = await messageOf(mail, letter, sender);
  expect(parcel).toMatchObject({ to: "mia@mail.example", needsSmtputf8: false });
  expect(await expectSoundMail(parcel?.raw ?? Buffer.alloc(0))).toEqual({
    to: "mia@mail.example",
    messageId: `<${mail.id}@penning.test>`,
  });
});

test("the same mail has the same Message-ID, however often it is written", async () => {
  const letter = letterOf("x");
  const ids = await Promise.all([1, 2].map(() => messageOf(mail, letter, sender)));
  const found = await Promise.all(ids.map((one) => expectSoundMail(one?.raw ?? Buffer.alloc(0))));
  expect(found[0]).toEqual(found[1]);
});

test.each([
  ["Mia.Vogel@Mail.Example", "Mia.Vogel@mail.example", false],
  ["info@bücher.example", "info@xn--bcher-kva.example", false],
  ["jörg@mail.example", "jörg@mail.example", true],
])("%s is written to as %s", async (address, to, needsSmtputf8) => {
  const parcel = await messageOf({ ...mail, address }, letterOf("x"), sender);
  expect(parcel).toMatchObject({ to, needsSmtputf8 });
});

test.each(["nobody", "a@b@c.example", "eve@mail.example\r\nRCPT TO:<x@mail.example>"])(
  "nobody gets a mail at %j",
  async (address) => {
    expect(await messageOf({ ...mail, address }, letterOf("x"), sender)).toBeNull();
  },
);

test("links and a pixel tell of clicks and opens of those who may be tracked, and of nobody else", async () => {
  const written =
    "[a](https://a.example/x?who={{email}}#part) [b](mailto:a@b.example) [c](https://\u00fc.example/\u00e4) " +
    `[d](https://d.example/${"%20".repeat(600)})`;
  const read = async (isTracked: boolean) => {
    const parcel = await messageOf({ ...mail, isTracked }, letterOf(written), sender);
    const { html, text } = await PostalMime.parse(parcel?.raw ?? Buffer.alloc(0));
    return { html: String(html), text: text ?? "" };
  };
  const tracked = await read(true);
  const clicks = [
    ...tracked.html.matchAll(
      /https:\/\/app\.example\.com\/newsletter\/click\/([\w-]+)\?to=([^"]+)/g,
    ),
  ];
  const targets = clicks.map(([, , to = ""]) => decodeURIComponent(to));
  expect(targets[0]).toBe("https://a.example/x?who=mia%40mail.example#part");
  expect(targets[1]).toMatch(/^https:\/\/[\x21-\x7e]+$/);
  // That of mailto, and one whose address would be too long for some programs.
  expect(targets).toHaveLength(2);
  expect(tracked.html).toContain('href="mailto:a@b.example"');
  for (const [number, target] of targets.entries()) {
    const { id, organizationId, campaignId } = mail;
    const click = await readClick(clicks[number]?.[1] ?? "", target);
    expect(click).toEqual({ id, organizationId, campaignId, number: number * 2 });
    expect(tracked.text).toContain(`/newsletter/click/${clicks[number]?.[1]}?to=`);
  }
  const [, pixel = ""] = /\/newsletter\/open\/([\w-]+)"/.exec(tracked.html) ?? [];
  expect(await readOpen(pixel)).toMatchObject({ id: mail.id });
  const untracked = await read(false);
  expect(`${untracked.html}${untracked.text}`).not.toMatch(/newsletter\/(?:click|open)/);
  expect(untracked.html).toContain("https://a.example/x?who=mia%40mail.example#part");
});
