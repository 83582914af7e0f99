import type { Locator, Page } from "playwright-core";

/** How somebody works a page: with a pointer, or with the keyboard alone. */
export interface Hands {
  fill(label: string, text: string): Promise<void>;
  /** Presses a button. */
  press(name: string | RegExp): Promise<void>;
  /** Follows a link. */
  follow(name: string | RegExp): Promise<void>;
  /** Chooses one of a few. */
  choose(label: RegExp): Promise<void>;
}

const field = (page: Page, label: string) =>
  page.getByLabel(label, { exact: true }).filter({ visible: true });
const named = (page: Page, role: "button" | "link", name: string | RegExp) =>
  page.getByRole(role, { name, exact: true }).filter({ visible: true }).first();

export const withPointer = (page: Page): Hands => ({
  fill: (label, text) => field(page, label).fill(text),
  press: (name) => named(page, "button", name).click(),
  follow: (name) => named(page, "link", name).click(),
  choose: (label) => page.getByRole("radio", { name: label }).check(),
});

/** Tab, Enter, Space, the arrows and letters: nothing else touches the page. */
export const withKeyboard = (page: Page): Hands => ({
  async fill(label, text) {
    await reach(field(page, label));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  },
  async press(name) {
    await reach(named(page, "button", name));
    await page.keyboard.press("Enter");
  },
  async follow(name) {
    await reach(named(page, "link", name));
    await page.keyboard.press("Enter");
  },
  async choose(label) {
    const wanted = page.getByRole("radio", { name: label });
    await wanted.waitFor();
    await reach(page.getByRole("radio", { checked: true }));
    for (let presses = 0; !(await wanted.isChecked()); presses++) {
      if (presses > 5) throw new Error(`The arrows do not reach ${label}`);
      await page.keyboard.press("ArrowDown");
    }
  },
});

/** Presses Tab until something has the focus. */
async function reach(wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await wanted.page().keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${wanted}`);
}
