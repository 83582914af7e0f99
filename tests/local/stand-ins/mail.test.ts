import { request } from "node:http";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createBox } from "#local/smtp/box.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";

let standIn: MailStandIn;
beforeEach(async () => {
  standIn = await startMail();
});
afterEach(() => standIn.stop());

const link = "https://app.example.com/reset-password?token=a&b=c";

async function send(to: string, subject = "Hello") {
  const transport = createTransport(standIn.env.SMTP_URL);
  const html = `<script>alert(1)</script><a href="${link}">Open</a>`;
  const text = `See ${link} (${link})`;
  return transport.sendMail({ from: "mail@penning.test", to, subject, text, html });
}

const get = async (path: string) => (await fetch(new URL(path, standIn.url))).text();

test("mail shows in the inbox, newest first, and in full on a page of its own", async () => {
  await send("ada@example.test", "First <b>");
  await send("bob@example.test", "Second");
  const list = await get("/");
  expect(list.indexOf("Second")).toBeLessThan(list.indexOf("First &lt;b&gt;"));
  const page = await get("/mails/1");
  expect(page).toContain("ada@example.test");
  expect(page).toContain(`href="${link.replace("&", "&amp;")}"`);
  expect(page).toContain("Message-ID: ");
  expect(page).not.toContain("<script>");
});

test("the HTML of a mail runs nothing and loads nothing", async () => {
  await send("ada@example.test");
  expect(await get("/mails/1")).toContain(
    'src="/mails/1/html" sandbox="allow-popups allow-popups-to-escape-sandbox"',
  );
  const { headers } = await fetch(new URL("/mails/1/html", standIn.url));
  expect(headers.get("content-security-policy")).toMatch(/^sandbox [^;]*; default-src 'none'/);
});

test("programs find the mail to an address, and its links", async () => {
  await send("Ada@example.test");
  await send("bob@example.test");
  const found = await (await fetch(new URL("/api/mails?to=ada@example.test", standIn.url))).json();
  expect(found).toMatchObject([
    {
      ...{ recipients: ["ada@example.test"], subject: "Hello" },
      ...{ links: [link, link], text: `See ${link} (${link})\n` },
    },
  ]);
});

test("the inbox can be cleared", async () => {
  await send("ada@example.test");
  const cleared = await fetch(new URL("/clear", standIn.url), { method: "POST" });
  expect(await cleared.text()).toContain("No emails yet");
  expect((await fetch(new URL("/mails/1", standIn.url))).status).toBe(404);
});

test("it does not grow for ever", () => {
  const box = createBox(3);
  const mail = { from: "", to: "", messageId: "", text: "", html: "", headers: [] };
  for (const subject of ["1", "2", "3", "4"])
    box.add({ ...mail, recipients: ["a@b.test"], subject });
  expect(box.list().map(({ subject }) => subject)).toEqual(["4", "3", "2"]);
});

test("on demand it refuses, so many times, for one address or all", async () => {
  const refuse = (body: object) =>
    fetch(new URL("/api/refusal", standIn.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await refuse({ kind: "permanent", times: 1, to: "ada@example.test" })).status).toBe(204);
  await send("bob@example.test");
  await expect(send("ada@example.test")).rejects.toMatchObject({ responseCode: 550 });
  await send("ada@example.test");
  await refuse({ kind: "temporary", times: 1 });
  await expect(send("bob@example.test")).rejects.toMatchObject({ responseCode: 451 });
  await refuse({ kind: "drop", times: 1 });
  await expect(send("bob@example.test")).rejects.toThrow();
  expect(standIn.box.list()).toHaveLength(2);
  expect((await refuse({ kind: "sometimes" })).status).toBe(422);
});

test("a page of another site cannot read it by a name of its own", async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { host: "evil.example" };
    request(standIn.url, { headers }, (answer) => resolve(answer.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});
