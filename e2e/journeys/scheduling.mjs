// A specialist lets a reply leave on another day: it waits with its time, is called back by keyboard, and what was written is
// there to write on.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { said, seen } from "../lib/browser.mjs";
import { tabTo } from "../lib/desk.mjs";
import { follow, tick, unfold, write } from "../lib/keyboard.mjs";
import { aMailbox } from "../lib/pages.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const WORDS = "Liepu ielu remontēs maijā.";
const TIME = "10:30";

/** A day to come that is the same whichever of day and month the browser asks for first. */
function anotherDay() {
  const today = new Date();
  const number = today.getMonth() + 2;
  const [year, month] = number > 12 ? [today.getFullYear() + 1, number - 12] : [today.getFullYear(), number];
  const two = String(month).padStart(2, "0");
  return { typed: `${two}${two}${year}`, iso: `${year}-${two}-${two}`, day: month };
}

const whenItLeaves = (day) => new RegExp(`${day.day}\\. .*${TIME.replace(":", "[.:]")}`);

/** Types the day and the time at which the letter is to leave. */
async function chooses(page, day) {
  await unfold(page, page.locator("details").filter({ has: page.locator("[name=leave_on]") }));
  await tabTo(page, page.locator("[name=leave_on]"));
  await page.keyboard.type(day.typed);
  assert.equal(await page.inputValue("[name=leave_on]"), day.iso);
  await tabTo(page, page.locator("[name=leave_at]"));
  // Where the browser counts to twelve it asks for the half of the day; elsewhere the letter means nothing.
  await page.keyboard.type(`${TIME.replace(":", "")}A`);
  assert.equal(await page.inputValue("[name=leave_at]"), TIME);
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
  assert.fail(`the letter is not taken: ${await said(page.locator("main"))}`);
}

const broken = async (page) => (await violations(page)).map((one) => one.id);

async function leavesLater(journey) {
  await aMailbox(journey);
  const specialist = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(specialist, "specialist", { branch: "ezermala" });
  // Somebody asked at the desk: residents who write themselves are counted, and other journeys write for all of them.
  await specialist.open("/cases/new");
  await page.fill("[name=subject]", "Kad remontēs Liepu ielu?");
  await page.fill("[name=client_contact]", "anna@klients.example");
  await follow(page, page.getByRole("button", { name: text("cases-open") }));
  const reference = (await said(page.locator("main"))).match(/20\d\d-\d{6}/)[0];
  await specialist.open(`/cases?q=${reference}`);
  await follow(page, page.locator("main").getByRole("link", { name: reference }));
  const path = new URL(page.url()).pathname;
  await Promise.all([page.waitForURL(/\/reply$/), page.keyboard.press("r")]);
  await write(page, page.locator("[name=main]"), WORDS);
  const day = anotherDay();
  await chooses(page, day);
  assert.deepEqual(await broken(page), []);
  await sends(page);

  // It waits: among what was said in the case, in the place of the reply, and among all that waits.
  await seen(page.getByText(text("correspondence-notice-scheduled")));
  const letter = page.locator("article").filter({ hasText: WORDS });
  assert.match(await said(letter), whenItLeaves(day));
  assert.deepEqual(await broken(page), []);
  await specialist.open(`${path}/reply`);
  assert.equal(await page.locator("[name=main]").count(), 0, "a letter that waits is not written on");
  assert.match(await said(page.locator("main")), whenItLeaves(day));
  assert.deepEqual(await broken(page), []);
  await specialist.open("/outbox?state=waiting");
  const waiting = page.locator("main li.card").filter({ hasText: reference }).filter({ has: page.locator("[name=day]") });
  await seen(waiting);
  assert.equal(await waiting.locator("[name=day]").inputValue(), day.iso);
  assert.equal(await waiting.locator("[name=time]").inputValue(), TIME);
  assert.deepEqual(await broken(page), []);

  // Called back among all that waits, it is a draft again, with the words still there.
  await follow(page, waiting.locator("form[action$='/take-back'] button"));
  await seen(page.getByText(text("correspondence-notice-taken-back")));
  await specialist.open(`${path}/reply`);
  assert.match(await page.inputValue("[name=main]"), new RegExp(WORDS));
  await specialist.open("/outbox?state=waiting");
  assert.equal(await waiting.count(), 0, "it waits no longer");
}

export const journeys = [["a reply that is to leave later waits with its time, and is a draft again when it is called back", leavesLater]];
