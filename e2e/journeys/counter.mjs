// From the kiosk to the evidence: a ticket, the call on the display, the service, and the promise that was kept.
import assert from "node:assert/strict";
import { gone, said, seen, until } from "../lib/browser.mjs";
import { Desk, enter } from "../lib/desk.mjs";
import { pair, signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

async function atTheKiosk(journey, line = 0) {
  const kiosk = await journey.visitor({ viewport: { width: 1080, height: 1920 }, touch: true });
  await pair(kiosk, "kiosk");
  await kiosk.page.locator(".kiosk-line").nth(line).tap();
  await seen(kiosk.page.locator(".kiosk-number"));
  return await said(kiosk.page.locator(".kiosk-number"));
}

async function fromKioskToPromise(journey) {
  const display = await journey.visitor({ viewport: { width: 1920, height: 1080 } });
  await pair(display, "display");
  const specialist = await journey.visitor();
  await signIn(specialist, "specialist", { branch: "ezermala" });
  const { page } = specialist;
  const desk = await new Desk(specialist).sitDown();
  await seen(desk.idle);

  const number = await atTheKiosk(journey);
  // The desk hears of the client by itself.
  await seen(page.locator(".edge-list .number", { hasText: number }));

  await desk.press("n");
  await desk.has(number);
  // The display heard of the call without a reload.
  await until(`${number} is on the display`, async () => (await said(display.page.locator(".display-number"))) === number);
  assert.match(await said(display.page.locator(".display-counter")), /\d/);

  await desk.press("s");
  await seen(page.locator("section.serving:not(.is-called) .serving-number"));
  await desk.press("n");
  await seen(desk.idle);

  // A slip of the finger is taken back with one key.
  await desk.press("z");
  await desk.has(number);
  await desk.press("n");
  await seen(desk.idle);

  await evidence(page, number);
  await desk.getUp();
}

/** From the promises to the entries of this ticket, with Tab and Enter: two steps from a figure to its evidence. */
async function evidence(page, number) {
  await enter(page, page.getByRole("navigation").getByRole("link", { name: text("nav-promises") }));
  await page.waitForURL((address) => address.pathname === "/promises");
  // The promise of the wait: it starts with the ticket.
  const promise = page.locator(".promise").filter({ has: page.getByRole("link", { name: /talon/i }) }).first();
  assert.match(await said(promise), /\d+([.,]\d+)?\s?%/);
  await enter(page, promise.getByRole("link", { name: /talon/i }));
  const newest = page.getByRole("table").first().getByRole("row").nth(1).getByRole("link");
  await enter(page, newest);
  await page.waitForURL((address) => address.pathname.startsWith("/obligations/"));
  const entries = page.getByRole("main").getByRole("listitem");
  assert((await entries.count()) >= 3, "taken, called and finished are in the evidence");
  await seen(entries.filter({ hasText: new RegExp(number.replace(" ", "\\s?")) }));
}

async function clientWhoDidNotCome(journey) {
  const specialist = await journey.visitor();
  await signIn(specialist, "specialist", { branch: "ezermala" });
  const desk = await new Desk(specialist).sitDown();
  const number = await atTheKiosk(journey, 1);
  await desk.press("n");
  await desk.has(number);
  await desk.press("r");
  await seen(specialist.page.locator(".serving.is-called"));
  // A client is waited for as long as the standard says: a press before that changes nothing.
  specialist.expects(/409/);
  await desk.press("x");
  await specialist.open("/workplace");
  await desk.has(number);
  await desk.unfold("p");
  await enter(specialist.page, specialist.page.locator("form[action='/workplace/park'] button[type=submit]"));
  await gone(desk.number);
  await seen(specialist.page.getByText(number));
  await desk.getUp();
}

export const journeys = [
  ["from the kiosk to the promise page, the specialist with the keyboard only", fromKioskToPromise],
  ["a called client is called again, not given up early, and set aside", clientWhoDidNotCome],
];
