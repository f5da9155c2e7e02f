// A specialist whose mouse lies in a drawer: from the inbox to the case, to the reply, until the letter is on its way and
// taken back. Wherever the Tab key leads, it is seen where one is, and it leads out again.
import assert from "node:assert/strict";
import { said, seen, until } from "../lib/browser.mjs";
import { enter, tabTo } from "../lib/desk.mjs";
import { follow, tick, write } from "../lib/keyboard.mjs";
import { aMailbox } from "../lib/pages.mjs";
import { signIn } from "../lib/people.mjs";
import { writesARequest } from "../lib/resident.mjs";
import { text } from "../lib/texts.mjs";

/** What has the focus, and whether somebody who looks can tell. */
function focused(page) {
  return page.evaluate(() => {
    const on = document.activeElement;
    if (!on || on === document.body || on === document.documentElement) return null;
    const marked = [getComputedStyle(on), getComputedStyle(on, "::after")].some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const box = on.getBoundingClientRect();
    const inSight = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    window.__first ??= on;
    return { what: on.outerHTML.slice(0, 120), marked, inSight };
  });
}

/** Tab through the whole page: every stop is seen, and after the last one the page is left. */
async function tabsThrough(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const first = await (async () => {
    await page.keyboard.press("Tab");
    return focused(page);
  })();
  assert.ok(first, "the page has something to go to");
  const unseen = [];
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press("Tab");
    const on = await focused(page);
    if (!on || on.what === first.what) {
      assert.deepEqual(unseen, [], page.url());
      return presses;
    }
    if (!on.marked || !on.inSight) unseen.push(`${on.marked ? "" : "no ring "}${on.inSight ? "" : "out of sight "}${on.what}`);
  }
  throw new Error(`the Tab key never leaves ${page.url()}`);
}

/** Confirms by keyboard whatever the standard asks about, and sends; as often as it asks. */
async function sends(page) {
  for (let tries = 0; tries < 4; tries += 1) {
    for (const box of await page.locator("#looked [name=confirm]").all()) await tick(page, box);
    const reread = page.locator("[name=reread]");
    if (await reread.count()) await tick(page, reread);
    await follow(page, page.getByRole("button", { name: text("correspondence-reply-send"), exact: true }));
    if (page.url().includes("/letters")) return;
  }
  assert.fail(`the letter does not leave: ${await said(page.locator("main"))}`);
}

async function answersByKeys(journey) {
  await aMailbox(journey);
  const reference = await writesARequest(journey, "Kad remontēs Liepu ielu?");
  const specialist = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(specialist, "specialist", { branch: "ezermala" });

  // To the inbox by its link in the bar, to everything by its tab, and to the one case by its number.
  await follow(page, page.locator(".bar-nav a[href='/inbox']"));
  await follow(page, page.locator("nav a[href*='view=all']"));
  await page.keyboard.press("f");
  await page.keyboard.type(reference);
  await Promise.all([page.waitForURL(/q=/), page.keyboard.press("Enter")]);
  await page.keyboard.press("Escape");
  await tabsThrough(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await until("the row has the focus", () => page.evaluate((number) => document.activeElement?.textContent === number, reference));
  await Promise.all([page.waitForURL(/\/cases\/[^?]+$/), page.keyboard.press("Enter")]);
  const path = new URL(page.url()).pathname;
  await seen(page.getByText(reference).first());
  await tabsThrough(page);
  await page.evaluate(() => document.activeElement?.blur());

  // To the reply by its key.
  await Promise.all([page.waitForURL(/\/reply$/), page.keyboard.press("r")]);
  await tabsThrough(page);
  await write(page, page.locator("[name=main]"), "Liepu ielu remontēs maijā.");
  await sends(page);

  // It is on its way, and one key has it back with everything that was written.
  await seen(page.getByText(text("correspondence-notice-sent")));
  await page.evaluate(() => document.activeElement?.blur());
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("z")]);
  await seen(page.getByText(text("correspondence-notice-taken-back")));
  await specialist.open(`${path}/reply`);
  assert.match(await page.inputValue("[name=main]"), /Liepu ielu remontēs maijā/);

  // Sent again and left alone, it answers the case.
  await sends(page);
  await enter(page, page.locator(`main a[href='${path}']`).first());
  await page.waitForURL(new RegExp(`${path}$`));
  await tabTo(page, page.locator("main a").first());
}

export const journeys = [["a specialist goes from the inbox to the case and sends the reply by keys alone", answersByKeys]];
