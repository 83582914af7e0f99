import { afterAll, beforeAll, expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { type Receiver, startReceiver, verified } from "../outgoing-webhooks/receiver.ts";
import { expectAccessible, expectFits, openPage, signIn } from "./page.ts";

const withoutScript = { javaScriptEnabled: false, expected: /\.js csp$/ };
const list = "/o/acme/settings/webhook-endpoints";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());

test.for([
  ["with script", { expected: /status of 422/ }],
  ["without script", withoutScript],
] as const)(
  "%s, an admin adds an endpoint, whose secret is shown once and verifies a test event",
  async ([, options]) => {
    const page = await openPage(options);
    await signIn(page, "admin@acme.test", demoPassword);
    await page.goto(`${list}/new`);
    await page.getByLabel("URL").fill("https://10.0.0.1/in");
    await page.getByLabel("campaign.sent").check();
    await page.getByRole("button", { name: "Create endpoint" }).click();
    await page.getByText("Use a host on the public internet.").waitFor();
    if (options !== withoutScript) await expectAccessible(page);
    const url = `${receiver.url}/${crypto.randomUUID()}`;
    await page.getByLabel("URL").fill(url);
    await page.getByRole("button", { name: "Create endpoint" }).click();

    await page.getByRole("heading", { name: `The secret of ${url}` }).waitFor();
    const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    expect(page.url()).not.toContain(secret);
    await page.getByRole("link", { name: "I have copied it" }).click();
    await page.getByRole("heading", { name: "No messages yet" }).waitFor();
    expect(await page.content()).not.toContain(secret);
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
    const own = page.url();

    await page.getByRole("button", { name: "Send test event" }).click();
    await page.getByRole("heading", { level: 1, name: "webhook_endpoint.test" }).waitFor();
    const arrived = () => receiver.requests.find(({ path }) => url.endsWith(path));
    await expect.poll(arrived, { timeout: 20_000 }).toBeDefined();
    const request = arrived();
    if (!request) throw new Error("unreachable");
    expect(verified(request, secret)).toMatchObject({ type: "webhook_endpoint.test" });
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.getByText("Delivered").count();
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(0);
    if (options !== withoutScript) await expectAccessible(page);
    await expectFits(page);
    await page.getByRole("button", { name: "Send again" }).click();
    await expect
      .poll(() => receiver.requests.filter(({ path }) => url.endsWith(path)).length, {
        timeout: 20_000,
      })
      .toBe(2);

    await page.getByRole("link", { name: new URL(url).host }).click();
    await page.waitForURL(({ pathname }) => own.endsWith(pathname));
    await page.getByRole("button", { name: "Disable endpoint" }).click();
    await page.getByText("This endpoint is disabled").waitFor();
    await page.getByRole("button", { name: "Delete endpoint" }).first().click();
    await page.getByRole("button", { name: "Delete endpoint" }).last().click();
    await page.getByRole("heading", { level: 1, name: "Webhook endpoints" }).waitFor();
    expect(await page.getByText(url).count()).toBe(0);
  },
);
