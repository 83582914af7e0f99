import { describe, expect, test } from "vitest";
import { nameInMail } from "#lib/mail/letter.ts";
import { renderMail } from "#lib/mail/render.tsx";
import { mailTemplates } from "#lib/mail/templates.ts";

const link = "https://app.example.com/somewhere?token=abc&next=%2Fo%2Facme";
const evil = `<img src=x onerror="alert(1)">`;
const moment = "2026-11-24T19:40:00.000Z";

const props: { [Template in keyof typeof mailTemplates]: Record<string, string> } = {
  "verify-address": { name: "Ada", link },
  "reset-password": { name: "Ada", link },
  "password-changed": { name: "Ada", link },
  "change-address": { name: "Ada", link },
  "change-asked": { name: "Ada", email: "ada@new.test", link },
  "address-changed": { name: "Ada", email: "ada@new.test" },
  invitation: { organization: "Acme", inviter: "Ada", role: "admin", link, expiresAt: moment },
  "organization-deleted": { organization: "Acme", actor: "Ada", link, purgeAfter: moment },
  "usage-warning": {
    organization: "Acme",
    percent: "80",
    used: "41000",
    total: "50000",
    renewsAt: moment,
    link,
  },
  "webhook-endpoint-disabled": {
    organization: "Acme",
    url: "https://hooks.example.com/in",
    reason: "failing",
    link,
  },
  "account-deleted": { name: "Ada" },
};

describe.each(Object.entries(props))("%s", (template, given) => {
  test("says everything it was given, as HTML and as text", async () => {
    const { subject, html, text } = await renderMail({ template, props: given });
    expect(subject).toMatch(/^\S.*\S$/);
    expect(html).toMatch(/^<!DOCTYPE html/);
    expect(html).toContain("prefers-color-scheme: dark");
    expect(text).toContain("You received this email because");
    if (given.link) {
      // The button, and the address below it.
      expect(html.split(`href="${link.replace("&", "&amp;")}"`)).toHaveLength(3);
      expect(text.split("\n")).toContain(link);
    }
    if (given.name) expect(text).toContain("Hello Ada,");
    if (given.organization) expect(`${subject} ${text}`).toContain("Acme");
    if (given.expiresAt) expect(text).toContain("24 November 2026 at 19:40 UTC");
  });

  test("shows names as they are, never as HTML, and does without", async () => {
    const names = ["name", "organization", "inviter", "actor"].filter((key) => key in given);
    const named = (value: string) => ({
      ...given,
      ...Object.fromEntries(names.map((key) => [key, value])),
    });
    const { html } = await renderMail({ template, props: named(evil) });
    expect(html).not.toContain("<img");
    const { subject } = await renderMail({ template, props: named("a\r\nBcc: b@example.test") });
    expect(subject).not.toMatch(/[\r\n]/);
    expect((await renderMail({ template, props: named("\u202e ") })).text).not.toMatch(/ ,|\u202e/);
  });

  test("is refused when something is missing", async () => {
    const [first = ""] = Object.keys(given);
    const { [first]: _, ...rest } = given;
    await expect(renderMail({ template, props: rest })).rejects.toThrow();
  });
});

test.each([
  ["owner", "billing"],
  ["admin", "invite people"],
  ["member", "use everything"],
])("an invitation as %s says what that role can do", async (role, right) => {
  const { text } = await renderMail({
    template: "invitation",
    props: { ...props.invitation, role },
  });
  expect(text).toContain(right);
});

test("mail programs neither find links in dates nor let long words widen the card", async () => {
  const { html } = await renderMail({ template: "invitation", props: props.invitation });
  expect(html).toMatch(/<meta name="format-detection" content="[^"]*date=no[^"]*"/);
  expect(html).toContain("a[x-apple-data-detectors]");
  expect(html).toMatch(/<table[^>]*class="card"[^>]*overflow-wrap:anywhere/);
});

test("every template is looked at here", () => {
  expect(Object.keys(props)).toEqual(Object.keys(mailTemplates));
});

test("a link that is none is refused", async () => {
  const javascript = { name: "Ada", link: "javascript:alert(1)" };
  await expect(renderMail({ template: "verify-address", props: javascript })).rejects.toThrow();
});

test("what is no template is refused", async () => {
  await expect(renderMail({ template: "toString", props: {} })).rejects.toThrow("toString");
});

describe("a name in mail", () => {
  test.each([
    ["Ada Lovelace", "Ada Lovelace"],
    ["  Zoë\t\n O’Neill ", "Zoë O’Neill"],
    ["Dr. Ada", "Dr. Ada"],
    ["", "there"],
    ["\u0000\u200b", "there"],
  ])("%j is %j", (name, expected) => {
    expect(nameInMail(name, "there")).toBe(expected);
  });

  test("is not a link, so nobody sends mail of ours that leads to them", () => {
    for (const name of ["Win at evil.example", "https://evil.example/x", "eve@evil.example"]) {
      expect(nameInMail(name, "")).not.toMatch(/evil\.example|:\/\/|\w@\w/);
    }
  });

  test("is not long", () => {
    expect(Array.from(nameInMail("𝒜".repeat(300), ""))).toHaveLength(60);
  });
});
