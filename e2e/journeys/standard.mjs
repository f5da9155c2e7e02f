// A new version of the standard: mistakes are shown in place, corrected, and another person adopts it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PHONE, overflow, said, seen } from "../lib/browser.mjs";
import { follow, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const FILE = readFileSync(new URL("../../standards/ezermala.toml", import.meta.url), "utf8");
const NEW = FILE.replace('version = "2025-10"', 'version = "2026-12"').replace(
  '"queue.no_show_seconds" = { value = 60,',
  '"queue.no_show_seconds" = { value = 90,',
);
const MISTAKEN = NEW.replace('"queue.no_show_seconds"', '"queue.no_show_second"');

/** The text is pasted, as from an editor. */
async function paste(page, source) {
  const area = page.locator("textarea[name=source]");
  await write(page, area, "");
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(source);
}

/** The day before a day; the demonstration's today need not be the calendar's. */
const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

async function uploadAndAdopt(journey) {
  const drafter = await journey.visitor();
  // A file with mistakes is refused.
  drafter.expects(/422/);
  const { page } = await signIn(drafter, "administrator");
  await drafter.open("/standard/versions");
  await follow(page, page.getByRole("link", { name: text("standards-upload") }));
  await write(page, page.locator("[name=file_name]"), "jauns.toml");
  await paste(page, MISTAKEN);
  await follow(page, page.getByRole("button", { name: text("standards-keep") }));
  const line = MISTAKEN.split("\n").findIndex((one) => one.includes('no_show_second"')) + 1;
  const mistake = page.getByRole("listitem").filter({ hasText: `jauns.toml, ${line}. rinda` });
  await seen(mistake.getByText("queue.no_show_seconds"));
  assert.equal((await page.locator("textarea[name=source]").inputValue()).trim(), MISTAKEN.trim(), "what was typed is still there");
  await page.setViewportSize(PHONE);
  assert.equal(await overflow(page), null);
  await page.setViewportSize({ width: 1280, height: 800 });

  await paste(page, NEW);
  await follow(page, page.getByRole("button", { name: text("standards-keep") }));
  const address = new URL(page.url()).pathname;
  assert.match(address, /^\/standard\/\d+$/);
  await seen(page.getByText(text("standards-same-person")));
  await seen(page.getByRole("listitem").filter({ hasText: /60 → 90/ }));
  // The standard names a post that coordinates before the last signature.
  await page.locator("input[name=note]").fill("saskaņots dokumentu vadības sistēmā");
  await follow(page, page.getByRole("button", { name: text("standards-step-record") }));
  await seen(page.getByText(text("standards-notice-step")));

  // The other person reads it on a phone and adopts it from today.
  const adopter = await journey.visitor({ viewport: PHONE, touch: true });
  const other = (await signIn(adopter, "director")).page;
  await adopter.open(address);
  assert.equal(await overflow(other), null);
  // Tomorrow is offered; today puts it in force at once.
  await other.locator("input[name=day]").fill(dayBefore(await other.locator("input[name=day]").inputValue()));
  await other.getByRole("button", { name: text("standards-adopt") }).tap();
  await seen(other.getByText(text("standards-notice-adopted")));
  await drafter.open("/standard/values");
  await seen(page.getByRole("row").filter({ hasText: /90\s?sekundes/ }));
  assert.match(await said(page.getByRole("main")), /2026-12/);
}

export const journeys = [["a version of the standard is corrected, kept, and adopted by another person", uploadAndAdopt]];
