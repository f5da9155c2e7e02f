// Owners, exceptions, evidence and the assessor's binder: a keeper of quality by keyboard, a director who allows, a binder
// that prints.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { said, seen } from "../lib/browser.mjs";
import { tabTo } from "../lib/desk.mjs";
import { choose, follow, tick, unfold, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/** No finding of axe on the page as it is now. */
async function clean(page) {
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`), []);
}

async function names(journey) {
  const quality = await journey.visitor();
  quality.expects(/422/);
  const { page } = await signIn(quality, "quality");
  await follow(page, page.getByRole("link", { name: text("nav-evidence"), exact: true }));
  await seen(page.getByRole("heading", { level: 1, name: text("evidence-owners") }));
  await clean(page);
  await quality.open("/evidence?show=unanswered");
  const norm = await page.locator("tbody th[scope=row] a").first().getAttribute("href");
  const name = page.getByRole("button", { name: text("evidence-name"), exact: true });
  // Nothing ticked, nobody chosen: the page says so and stays.
  await follow(page, name);
  await seen(page.getByRole("link", { name: text("evidence-tick-norms") }));
  await clean(page);
  await tick(page, page.locator("input[name=norm]"));
  await page.locator("select[name=owner]").selectOption({ index: 1 });
  await follow(page, name);
  await seen(page.getByText(text("evidence-notice-owner")));
  assert.equal(await page.locator(`tbody a[href="${norm}"]`).count(), 0, "the norm has somebody who answers for it");
  await quality.open(norm);
  await seen(page.getByText(text("evidence-by-institution")));
}

/** An employee proposes a change of a norm; the quality manager accepts it with words, which the employee reads. */
async function proposes(journey) {
  const specialist = await journey.visitor();
  specialist.expects(/422/);
  const { page } = await signIn(specialist, "specialist");
  await specialist.open("/standard");
  await clean(page);
  await follow(page, page.locator("a[href='/suggestions?about=norm:wait#propose']"));
  assert.equal(await page.locator("select[name=about]").inputValue(), "norm:wait");
  const propose = page.getByRole("button", { name: text("evidence-suggest"), exact: true });
  await follow(page, propose);
  await seen(page.locator("#f-proposal-error"));
  await clean(page);
  await write(page, page.locator("textarea[name=proposal]"), "Svētku priekšvakarā pietiktu ar divdesmit minūtēm.");
  await follow(page, propose);
  await seen(page.getByText(text("evidence-notice-suggested")));
  await clean(page);

  const quality = await journey.visitor();
  const { page: hers } = await signIn(quality, "quality");
  await quality.open("/suggestions");
  await clean(hers);
  await write(hers, hers.locator("textarea[name=answer]"), "Iekļausim nākamajā redakcijā.");
  await follow(hers, hers.getByRole("button", { name: text("evidence-suggestion-accept"), exact: true }));
  await seen(hers.getByText(text("evidence-notice-answered")));
  await clean(hers);

  await specialist.open("/suggestions");
  await seen(page.getByText("Iekļausim nākamajā redakcijā."));
}

async function gives(journey) {
  const supervisor = await journey.visitor();
  supervisor.expects(/422/);
  const { page } = await signIn(supervisor, "supervisor");
  await supervisor.open("/evidence?show=all");
  await follow(page, page.locator("tbody th[scope=row] a"));
  await clean(page);
  const give = page.getByRole("button", { name: text("evidence-give"), exact: true });
  await write(page, page.locator("textarea[name=note]"), "Novēroti divdesmit klienti");
  await follow(page, give);
  assert.equal(await page.locator("textarea[name=note]").inputValue(), "Novēroti divdesmit klienti", "what was typed is still there");
  await seen(page.locator("#f-shows-error"));
  await clean(page);
  await page.locator("select[name=shows]").selectOption("other");
  await choose(page, page.locator("input[type=file]"), "zāle.png", Buffer.from(PICTURE, "base64"));
  await follow(page, give);
  await seen(page.getByText(text("evidence-notice-given")));
  await clean(page);
  const file = page.getByRole("link", { name: /zāle\.png/ });
  const [download] = await Promise.all([page.waitForEvent("download"), (async () => { await tabTo(page, file); await page.keyboard.press("Enter"); })()]);
  assert.equal(download.suggestedFilename(), "zāle.png");
  const withdrawal = page.locator("li:has(a[download]) details");
  await unfold(page, withdrawal);
  await write(page, withdrawal.locator("input[name=because]"), "Attēlā redzams klients");
  await follow(page, withdrawal.getByRole("button"));
  await seen(page.getByText(text("evidence-notice-withdrawn")));
  assert.match(await said(page.getByRole("main")), /Attēlā redzams klients/);
}

async function allows(journey) {
  const director = await journey.visitor();
  const { page } = await signIn(director, "director");
  await director.open("/evidence/exceptions");
  await clean(page);
  await page.locator("select[name=norm]").selectOption({ index: 1 });
  // The program's own day, which a demonstration moves.
  const today = await page.locator("input[name=from]").inputValue();
  await page.locator("input[name=until]").fill(today);
  await write(page, page.locator("textarea[name=reason]"), "Zālē ir remonts");
  await follow(page, page.getByRole("button", { name: text("evidence-allow"), exact: true }));
  await seen(page.getByText(text("evidence-notice-allowed")));
  await seen(page.getByText(text("evidence-standing-soon"), { exact: true }));
  await clean(page);
  await director.open("/evidence/goals");
  await clean(page);
  await director.open("/evidence/binder");
  await seen(page.getByRole("heading", { level: 2, name: text("evidence-binder-title") }));
  assert.match(await said(page.getByRole("article")), /Zālē ir remonts/);
  assert.match(await said(page.locator(".hash")), /^[0-9a-f]{64}$/);
  await clean(page);
  const paper = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const pages = paper.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
  assert(pages >= 4, `the binder prints on ${pages} pages`);
}

export const journeys = [
  ["a keeper of quality finds norms without an owner and names one", names],
  ["an employee proposes a change of the standard and reads the answer", proposes],
  ["a supervisor gives a picture as evidence, gets it back and withdraws it", gives],
  ["a director allows an exception and prints the assessor's binder with it", allows],
];
