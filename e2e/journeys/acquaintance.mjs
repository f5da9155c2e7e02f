// Acquaintance with the standard: the line on the workplace leads to it; it is read, signed by keyboard, and stands on the sheet.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { said, seen } from "../lib/browser.mjs";
import { tabTo } from "../lib/desk.mjs";
import { follow, tick, unfold, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

/** No finding of axe on the page as it is now. */
async function clean(page) {
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`), []);
}

/** The next answer to each of the questions: the first one, or the one after that which was wrong. */
async function answer(page, which = "fieldset.field:has(input[type=radio])") {
  const questions = page.locator(which);
  for (let place = 0; place < (await questions.count()); place += 1) {
    const chosen = questions.nth(place).locator("input:checked");
    const another = (await chosen.count()) > 0;
    await tabTo(page, another ? chosen : questions.nth(place).locator("input").first());
    await page.keyboard.press(another ? "ArrowDown" : "Space");
  }
}

/** Presses the button and waits for the page that answers, so that nothing is read off the one before. */
async function sends(page, button) {
  const answered = page.waitForEvent("load");
  await follow(page, button);
  await answered;
}

async function signs(journey) {
  const specialist = await journey.visitor();
  // A signature without a word that it was read is refused.
  specialist.expects(/422/);
  const { page } = await signIn(specialist, "specialist", { branch: "priedaine" });
  await specialist.open("/workplace");
  const line = page.getByRole("main").locator("a[href='/acquaintance']");
  await follow(page, line);
  await seen(page.getByRole("heading", { level: 1, name: text("acquaintance-own") }));
  await clean(page);
  const parts = page.locator("details.more");
  await unfold(page, parts.first());
  await write(page, page.locator("textarea[name=remarks]"), "Jautāju par rindu");
  const sign = page.getByRole("button", { name: text("acquaintance-sign"), exact: true });
  await follow(page, sign);
  await seen(page.getByRole("link", { name: text("acquaintance-read-needed") }));
  assert.equal(await page.locator("textarea[name=remarks]").inputValue(), "Jautāju par rindu", "what was typed is still there");
  await tick(page, page.locator("input[name=read]"));
  await answer(page);
  await sends(page, sign);
  // A wrong answer shows its paragraph and is asked again.
  for (let again = 1; again < 3 && (await page.locator("fieldset.is-wrong").count()) > 0; again += 1) {
    await seen(page.locator("fieldset.is-wrong").first());
    await answer(page, "fieldset.is-wrong");
    await sends(page, sign);
  }
  await seen(page.getByText(text("acquaintance-notice-signed")));
  await seen(page.getByText(text("acquaintance-nothing")));
  await follow(page, page.getByRole("main").locator("a[href^='/acquaintance/sheet/']"));
  assert.match(await said(page.getByRole("table")), /Jautāju par rindu/);
  await specialist.open("/workplace");
  assert.equal(await line.count(), 0, "the line is gone once it is signed");
}

async function reminds(journey) {
  const supervisor = await journey.visitor();
  const { page } = await signIn(supervisor, "supervisor");
  await supervisor.open("/acquaintance");
  await follow(page, page.getByRole("main").locator("a[href='/acquaintance/team']"));
  await seen(page.getByRole("heading", { level: 1, name: text("acquaintance-team") }));
  await clean(page);
  const reminders = page.locator("form[action='/acquaintance/team/reminded'] button");
  assert((await reminders.count()) > 0, "the supervisor makes somebody acquainted");
  const employee = await reminders.first().locator("xpath=..").locator("[name=employee]").inputValue();
  await follow(page, reminders.first());
  await seen(page.getByText(text("acquaintance-notice-reminded")));
  const again = page.locator(`form[action='/acquaintance/team/reminded']:has([value='${employee}'])`);
  assert.equal(await again.count(), 0, "a reminder is given once a day");
}

export const journeys = [
  ["a supervisor sees who has not signed the standard and reminds", reminds],
  ["a specialist reads the standard, signs it and finds the signature on the sheet", signs],
];
