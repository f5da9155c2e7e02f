// A specialist at a desk, with hands on the keyboard only.
import assert from "node:assert/strict";
import { said, seen, until } from "./browser.mjs";

/** Moves the focus with the Tab key until it is on the wanted element. */
export async function tabTo(page, wanted) {
  await seen(wanted);
  for (let presses = 0; presses < 150; presses += 1) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${wanted}`);
}

/** Tab to it, then Enter. */
export async function enter(page, wanted) {
  await tabTo(page, wanted);
  await page.keyboard.press("Enter");
}

export class Desk {
  constructor(visitor) {
    this.visitor = visitor;
    this.page = visitor.page;
  }

  /** Confirms the start-of-day checklist and sits down at the first free counter. */
  async sitDown() {
    const { page } = this;
    await this.visitor.open("/workplace");
    const all = page.locator("input[name=checked]");
    if (await all.count()) {
      await tabTo(page, all);
      await page.keyboard.press("Space");
    }
    await enter(page, page.locator("button[name=counter]:not([disabled])"));
    await seen(page.locator(".serving"));
    return this;
  }

  /** Presses one of the desk's keys that does something at once, and waits for the page that answers. */
  async press(key) {
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press(key)]);
  }

  /** Presses a key that only opens something on the page. */
  async unfold(key) {
    await this.page.keyboard.press(key);
  }

  /** Says that the client's identity was checked, where the service asks for it before it lets the client go. */
  async sayIdentity() {
    if (await this.page.locator("form[action='/workplace/identity']").count()) await this.press("i");
  }

  get number() {
    return this.page.locator("section.serving .serving-number");
  }
  get idle() {
    return this.page.locator("section.serving.is-idle");
  }

  /** The number of the present client, once there is one. */
  async present() {
    await seen(this.number);
    return await said(this.number);
  }

  /** Waits until this number is the present client's. */
  async has(number) {
    await until(`${number} is at the desk`, async () => (await this.number.count()) && (await said(this.number)) === number);
  }

  /** Finishes whoever is here, without calling others, and closes the desk. */
  async getUp() {
    const { page } = this;
    await this.visitor.open("/workplace");
    for (let tries = 0; tries < 40 && (await this.number.count()); tries += 1) {
      await this.sayIdentity();
      const form = page.locator("#finish");
      await this.unfold("f");
      await form.locator("input[name=call_next]").uncheck();
      await Promise.all([page.waitForEvent("load"), form.locator("button[name=outcome]").first().click()]);
    }
    assert.equal(await this.number.count(), 0, "somebody is still at the desk");
    await Promise.all([page.waitForEvent("load"), page.locator("form[action='/workplace/close'] button").click()]);
  }
}
