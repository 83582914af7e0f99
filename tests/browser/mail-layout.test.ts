import { expect, test } from "vitest";
import { renderMail } from "#lib/mail/render.tsx";
import { openPage } from "./page.ts";

const link = `https://app.example.com/${"x".repeat(300)}`;
const moment = "2026-11-24T19:40:00.000Z";
const longest = "W".repeat(100);
const email = `${"w".repeat(180)}@example.test`;

const mails: [string, object][] = [
  [
    "invitation",
    { organization: longest, inviter: longest, role: "admin", link, expiresAt: moment },
  ],
  ["organization-deleted", { organization: longest, actor: longest, link, purgeAfter: moment }],
  ["address-changed", { name: longest, email }],
];

test.each(mails)(
  "on a phone, no word widens the mail %s past the screen",
  async (template, props) => {
    const { html } = await renderMail({ template, props });
    const page = await openPage();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.setContent(html);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(360);
  },
);
