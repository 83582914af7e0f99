import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import type { ReceivedMail } from "#local/smtp/box.ts";
import { waitForMail } from "../mail.ts";
import { openPage, openPageOf } from "../page.ts";

const ways = [
  ["with script", { expected: /status of 422/ }],
  ["without script", { javaScriptEnabled: false, expected: /\.js csp$|status of 422/ }],
] as const;

test.for(ways)(
  "%s an owner imports people, writes to them, tests, sends, reads the figures and erases someone",
  { timeout: 300_000 },
  async ([, options]) => {
    const page = await openPageOf("owner@acme.test", demoPassword, options);
    const mark = randomBytes(4).toString("hex");
    const [mia, jonas] = [`mia.${mark}@mail.example`, `jonas.${mark}@mail.example`];
    const list = `Readers ${mark}`;
    const subject = `News ${mark}`;

    await page.goto("/o/acme/lists/new");
    await page.getByLabel("Name", { exact: true }).fill(list);
    await press(page, "Create list");
    await page.getByRole("heading", { level: 1, name: /Lists|Readers/ }).waitFor();

    // Two people, and a row that is none.
    await page.goto("/o/acme/subscribers/import");
    await page.getByLabel("CSV file").setInputFiles({
      name: `people-${mark}.csv`,
      mimeType: "text/csv",
      buffer: Buffer.from(`Email;Name\r\n${mia};Mia Vogel\r\n${jonas};\r\nnobody;Nobody\r\n`),
    });
    await page.getByLabel("How did these people agree").fill("They signed up at our stand.");
    await page.getByLabel(list).check();
    await press(page, "Import file");
    const imported = page.getByRole("row").filter({ hasText: `people-${mark}.csv` });
    await imported.getByText("2 added").waitFor();
    await imported.getByText("1 with an error").waitFor();
    const problems = imported.getByRole("link", { name: /problems/i });
    const csv = await page.request.get((await problems.getAttribute("href")) ?? "");
    expect(await csv.text()).toContain("nobody;Nobody");

    // A draft: a field without a default is a problem, until it has one.
    await page.goto("/o/acme/campaigns/new");
    await page.getByLabel("Subject", { exact: true }).fill(subject);
    await page.getByLabel("List", { exact: true }).selectOption({ label: list });
    await press(page, "Create campaign");
    const text = page.getByRole("textbox", { name: "Content" });
    const save = async (name: string) => {
      await text.fill(letter(name));
      await press(page, "Save");
      await page.getByText("Campaign saved.").filter({ visible: true }).first().waitFor();
      await page.locator("#letter[aria-busy=false]").waitFor();
    };
    await save("{{first_name}}");
    await page.getByRole("link", { name: "Audience and sending" }).click();
    await page.getByText("2 subscribers now.").waitFor();
    await page.getByText(/first_name.*1 (subscriber|person)/).waitFor();
    await page.getByRole("link", { name: "Content", exact: true }).click();
    await save("{{first_name | friend}}");
    await page.getByRole("link", { name: "Audience and sending" }).click();
    await page.getByText("Nothing stands in the way of sending.").waitFor();

    await press(page, "Send test email");
    const trial = await waitForMail("owner@acme.test", subject);
    expect(trial.text).toContain("Read the notes");

    await press(page, "Send now");
    await page.getByRole("dialog").getByRole("button", { name: "Send now" }).click();
    const [toMia, toJonas] = [await waitForMail(mia, subject), await waitForMail(jonas, subject)];
    expect(toMia.text).toContain("Hello Mia,");
    expect(toJonas.text).toContain("Hello friend,");

    // She reads and clicks; he leaves by the button of his mail program.
    const reader = await openPage();
    // What is asked for sooner counts as a program's.
    await sleep(3_500);
    const answer = await reader.request.get(linkWith(toMia, "/newsletter/click/"), {
      maxRedirects: 0,
    });
    expect([answer.status(), answer.headers().location]).toEqual([
      302,
      "https://acme.example/notes",
    ]);
    expect(toJonas.headers).toContainEqual({
      name: expect.stringMatching(/^list-unsubscribe-post$/i),
      value: "List-Unsubscribe=One-Click",
    });
    const left = await fetch(oneClick(toJonas), {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    expect(left.status).toBe(200);

    await expect
      .poll(() => figures(page), { timeout: 20_000 })
      .toMatchObject({ Recipients: "2", Sent: "2", Clicked: "1", Unsubscribed: "1" });

    await page.goto(`/o/acme/subscribers?search=${encodeURIComponent(mia)}`);
    await page.getByRole("main").getByRole("link", { name: "Mia Vogel" }).click();
    await page.getByText("They signed up at our stand.").first().waitFor();
    await press(page, "Erase");
    await press(page, "Erase person");
    await page.waitForURL(/\/subscribers(\?|$)/);
    await page.goto(`/o/acme/subscribers?search=${encodeURIComponent(mia)}`);
    await page.getByText("No matching subscribers").waitFor();
  },
);

const letter = (name: string) => `Hello ${name},\n\n[Read the notes](https://acme.example/notes)\n`;

const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).filter({ visible: true }).last().click();

const linkWith = ({ links }: ReceivedMail, part: string): string =>
  links.find((link) => new URL(link).pathname.includes(part)) ?? links.join(" ");

/** The address of RFC 8058. */
function oneClick({ headers }: ReceivedMail): string {
  const header = headers.find(({ name }) => name.toLowerCase() === "list-unsubscribe");
  return /<(https?:[^>]+)>/.exec(header?.value ?? "")?.[1] ?? "";
}

/** The figures that the page of the campaign shows, by their names. */
async function figures(page: Page): Promise<Record<string, string>> {
  await page.reload();
  const card = page.locator("section", { has: page.getByRole("heading", { name: "Figures" }) });
  const names = await card.locator("dt").allTextContents();
  const values = await card.locator("dd > :first-child").allTextContents();
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""]));
}
