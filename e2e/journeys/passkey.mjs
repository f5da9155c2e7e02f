// A passkey, made and used by a real browser: Chromium's own authenticator in software answers for the person's finger.
import assert from "node:assert/strict";
import { byName, ownPasskeys } from "../lib/authenticator.mjs";
import { said, seen } from "../lib/browser.mjs";
import { PEOPLE } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

/** The same program under the name that passkeys know this machine by. */
const here = (journey, path) => `${byName(journey.program)}${path}`;

async function withAPasskey(journey) {
  const person = await journey.visitor();
  const { page } = person;
  await ownPasskeys(person);
  // On the number of this machine there are no passkeys, and the page says where they are.
  await person.open("/sign-in?lang=lv");
  await seen(page.getByText(pattern("access-passkey-elsewhere")));

  await person.open(here(journey, "/demo?lang=lv"));
  await page.getByRole("listitem").filter({ hasText: PEOPLE.specialist }).first().getByRole("button").click();
  await page.waitForURL(/\/workplace$/);
  await person.open(here(journey, "/account"));
  await page.getByLabel(text("access-passkey-name")).fill("mana atslēga");
  await page.getByRole("button", { name: text("access-passkey-add") }).click();
  await seen(page.getByRole("cell", { name: "mana atslēga" }));

  await person.context.clearCookies();
  await person.open(here(journey, "/sign-in?lang=lv"));
  await page.getByRole("button", { name: text("access-passkey-use") }).click();
  await page.waitForURL(/\/workplace$/);
  await person.open(here(journey, "/account"));
  assert.match(await said(page.getByRole("row").filter({ hasText: text("access-this") })), new RegExp(text("access-how-passkey")));

  await page.getByRole("button", { name: text("access-passkey-remove") }).click();
  await seen(page.getByText(text("access-notice-passkey-removed")));
  await person.context.clearCookies();
  person.expects(/422/);
  await person.open(here(journey, "/sign-in?lang=lv"));
  await page.getByRole("button", { name: text("access-passkey-use") }).click();
  await seen(page.getByText(text("access-passkey-wrong")));
}

export const journeys = [["a passkey is added, signs its owner in without a password, and opens nothing once removed", withAPasskey]];
