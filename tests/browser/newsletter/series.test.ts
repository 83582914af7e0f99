import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { openPageOf } from "../page.ts";

const ways = [
  ["with script", { expected: /status of 409/ }],
  ["without script", { javaScriptEnabled: false, expected: /\.js csp$|status of 409/ }],
] as const;

test.for(ways)(
  "%s an admin makes a series, writes its steps, orders them, activates and pauses it",
  { timeout: 300_000 },
  async ([, options]) => {
    const page = await openPageOf("admin@acme.test", demoPassword, options);
    const name = `First weeks ${randomBytes(4).toString("hex")}`;
    const press = (button: string) =>
      page.getByRole("button", { name: button, exact: true }).filter({ visible: true }).click();
    const told = (text: string | RegExp) =>
      page.getByText(text).filter({ visible: true }).first().waitFor();

    await page.goto("/o/acme/series/new");
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("For those who join").selectOption({ label: "List: Monthly letter" });
    await press("Create series");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await told("No steps yet. Add the first one below.");
    const address = page.url().replace(/\?.*/, "");

    for (const subject of ["Good to know", "Welcome aboard"]) {
      await page.goto(address);
      await page.getByLabel("Subject", { exact: true }).fill(subject);
      await press("Add step");
      await page.getByRole("heading", { level: 1, name: subject }).waitFor();
      if (subject === "Good to know") {
        // Nothing is sent that nobody has written.
        await page.goto(address);
        await press("Activate series");
        await told(/not (written|ready)/i);
        await page.getByRole("link", { name: subject }).click();
      }
      await page.getByRole("textbox", { name: "Content" }).fill("Hello {{first_name|there}},\n");
      await press("Save");
      await told("Step saved.");
    }

    await page.goto(address);
    const steps = () => page.getByRole("main").getByRole("listitem").getByRole("link");
    expect(await steps().allTextContents()).toEqual(["Good to know", "Welcome aboard"]);
    await press("Move “Welcome aboard” up");
    await expect.poll(() => steps().allTextContents()).toEqual(["Welcome aboard", "Good to know"]);

    await press("Activate series");
    await told("Series activated. People who join from now on get it.");
    await page.getByRole("link", { name: "Show people" }).click();
    await page.waitForURL(/\/people/);
    await page.goto(address);
    await press("Pause");
    await told("Series paused. People inside keep their place.");
    await press("Remove “Good to know”");
    await press("Remove step");
    await expect.poll(() => steps().allTextContents()).toEqual(["Welcome aboard"]);
  },
);
