// From a promise to the entries behind it: a figure, a day, a case, what was written down.
import assert from "node:assert/strict";
import { PHONE, WIDE, overflow, said, seen } from "../lib/browser.mjs";
import { follow } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

/** A number as it stands in a cell. */
const count = async (cell) => Number((await said(cell)).replaceAll(/\D/g, ""));

function down(viewport) {
  return async (journey) => {
    const supervisor = await journey.visitor({ viewport });
    const { page } = await signIn(supervisor, "supervisor");
    const fits = async () => assert.equal(await overflow(page), null, page.url());
    await supervisor.open("/promises");
    await fits();
    const promise = page.locator(".promise").filter({ has: page.getByRole("link", { name: /talon/i }) }).first();
    const sentence = await said(promise.getByRole("heading"));
    await follow(page, promise.getByRole("heading").getByRole("link"));
    assert.equal(await said(page.getByRole("heading", { level: 1 })), sentence);
    await fits();

    // A day that is over: the table tells how many cases are behind it, and they are there.
    const days = page.getByRole("region", { name: text("promises-by-day") }).getByRole("row");
    const day = days.nth(2);
    const cells = day.getByRole("cell");
    const cases = (await count(cells.nth(1))) + (await count(cells.nth(2))) + (await count(cells.nth(3)));
    await follow(page, day.getByRole("rowheader").getByRole("link"));
    assert.match(new URL(page.url()).pathname, /^\/promises\/.+\/obligations$/);
    await fits();
    const found = page.getByRole("table").first().getByRole("row");
    assert.equal((await found.count()) - 1, Math.min(cases, 50), "the day's cases are those its figure counts");

    await follow(page, found.nth(1).getByRole("link"));
    assert.match(new URL(page.url()).pathname, /^\/obligations\//);
    await seen(page.getByRole("heading", { name: text("promises-entries") }));
    const entries = page.locator(".timeline").getByRole("listitem");
    assert((await entries.count()) >= 2, "what began the term and what ended it is there");
    assert((await page.locator(".timeline .is-ours").count()) >= 1, "the entries that count are marked");
    await fits();
    // Escape leads back to the promise.
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Escape")]);
    assert.equal(await said(page.getByRole("heading", { level: 1 })), sentence);
  };
}

export const journeys = [
  ["from a promise to a day, a case and its entries", down(WIDE)],
  ["from a promise to a day, a case and its entries, on a 360 px phone", down(PHONE)],
];
