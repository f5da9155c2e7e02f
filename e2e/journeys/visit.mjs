// Two services in one visit: each has its own time, and the floor tells both.
import assert from "node:assert/strict";
import { PHONE, overflow, said, seen, until } from "../lib/browser.mjs";
import { Colleague } from "../lib/colleague.mjs";
import { Desk, tabTo } from "../lib/desk.mjs";
import { follow, send, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

/** Chooses the nth service in the list of other services, and presses one of the buttons beside it. */
async function otherService(page, nth, key) {
  if (!(await page.locator("#visit").evaluate((element) => element.open))) await page.keyboard.press("a");
  const list = page.locator("#visit select[name=service]");
  await tabTo(page, list);
  const option = list.locator("option").nth(nth);
  const name = (await option.innerText()).trim();
  // Arrows move through a list that has the focus.
  for (let presses = 0; presses < nth; presses += 1) await page.keyboard.press("ArrowDown");
  await follow(page, page.locator("#visit").getByRole("button", { name: text(key), exact: true }));
  return name;
}

async function twoServices(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const { lines } = await colleague.hall();
  await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id });
  const specialist = await journey.visitor();
  await signIn(specialist, "specialist", { branch: "ezermala" });
  const desk = await new Desk(specialist).sitDown();
  const { page } = specialist;
  await desk.press("n");
  // Whoever waits longest comes first; it need not be the one who came just now.
  const number = await desk.present();
  await desk.press("s");

  const first = await otherService(page, 1, "workplace-service-name");
  await seen(page.locator(".serving-service").filter({ hasText: first }));
  await desk.sayIdentity();
  await page.waitForTimeout(1100);
  const second = await otherService(page, 2, "workplace-service-switch");
  await seen(page.locator(".serving-service").filter({ hasText: second }));
  assert.notEqual(first, second);
  await page.waitForTimeout(1100);
  await desk.press("n");
  // Others may have been waiting; then the next of them is here.
  await until(`${number} has left the desk`, async () => !(await desk.number.count()) || (await said(desk.number)) !== number);

  const supervisor = await journey.visitor();
  await signIn(supervisor, "supervisor");
  await supervisor.open("/floor");
  const row = supervisor.page.getByRole("row").filter({ hasText: number });
  await seen(row);
  const told = await said(row);
  for (const name of [first, second]) {
    const time = told.split("\n").find((line) => line.includes(name));
    assert.match(time ?? "", /\d/, `${name} has no time of its own in: ${told}`);
  }
  await supervisor.page.setViewportSize(PHONE);
  assert.equal(await overflow(supervisor.page), null);
  await desk.getUp();
}

/** What is written about a client outlives a change of the line, and is kept without a press. */
async function writtenStays(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const { lines } = await colleague.hall();
  const take = () => colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id });
  await take();
  const specialist = await journey.visitor();
  await signIn(specialist, "specialist", { branch: "ezermala" });
  const desk = await new Desk(specialist).sitDown();
  const { page } = specialist;
  await desk.press("n");
  await desk.present();
  await desk.press("s");
  const note = page.locator("textarea[name=note]");
  const waiting = async () => said(page.locator(".workplace-edge h2").first());
  const before = await waiting();
  await tabTo(page, note);
  await page.keyboard.type("pārceļas ar ģimeni");
  await page.keyboard.press("Tab");
  await take();
  await until("the line has moved", async () => (await waiting()) !== before);
  assert.equal(await note.inputValue(), "pārceļas ar ģimeni");
  await specialist.open("/workplace");
  assert.equal(await note.inputValue(), "pārceļas ar ģimeni", "what was written is kept without a press");
  await desk.press("n");
  await desk.getUp();
}

/** A complex request is put in writing at the counter: the paper to be signed, and the case as the end of the visit. */
async function writtenTogether(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const { lines } = await colleague.hall();
  await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id });
  const specialist = await journey.visitor();
  await signIn(specialist, "specialist", { branch: "ezermala" });
  const desk = await new Desk(specialist).sitDown();
  const { page } = specialist;
  await desk.press("n");
  const number = await desk.present();
  await desk.press("s");
  await desk.sayIdentity();

  await desk.press("w");
  assert.equal(new URL(page.url()).pathname, "/letters/new");
  await write(page, page.locator("[name=name]"), "Anna Liepa");
  await write(page, page.locator("[name=contact]"), "26123456");
  await write(page, page.locator("textarea[name=text]"), "Lūdzu izsniegt izziņu par trim iepriekšējiem gadiem.");
  await send(page, page.locator("form[action='/letters/new']"), "correspondence-write-down-save");
  await seen(page.getByRole("heading", { name: text("correspondence-paper-sign") }));
  const [reference] = (await said(page.locator("main"))).match(/\d{4}-\d{6}/);

  await desk.press("Escape");
  await desk.has(number);
  await desk.unfold("f");
  const ends = page.locator("#finish button[name=outcome][value=case_opened]");
  assert.match(await said(ends), new RegExp(reference));
  await follow(page, ends);
  await until(`${number} has left the desk`, async () => !(await desk.number.count()) || (await said(desk.number)) !== number);
  await desk.getUp();
}

export const journeys = [
  ["a request is written down at the desk together with the client, and ends the visit", writtenTogether],
  ["what is written at the desk stays when the line moves", writtenStays],
  ["two services in one visit, each with its own time on the floor", twoServices],
];
