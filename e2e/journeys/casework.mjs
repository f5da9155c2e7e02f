// A specialist works on what a case holds: an order that is not handed out unpaid, a promise to the client, a pause, and
// every page of a case on a phone and with accessibility checks.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, said, seen } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const PARTS = ["", "/parties", "/order", "/order/slip", "/sources", "/promises", "/pause", "/links", "/split", "/pass-on", "/letters/forward", "/refuse"];

/** An order of the specialist who signs in. */
async function anOrder(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const services = list(await colleague.get("/api/v1/services"));
  const employees = list(await colleague.get("/api/v1/employees"));
  const owner = employees.find((one) => one.roles?.includes("service_specialist")) ?? employees[0];
  const opened = await colleague.post("/api/v1/cases", {
    kind: "order", subject: "Izziņa par dzīvesvietu", branch: colleague.branch.id, service: services[0].id, owner: owner.id,
    client_name: "Jānis Kalns", client_contact: "26123456", channel: "visit",
  });
  return opened.id;
}

async function handsOut(journey) {
  const id = await anOrder(journey);
  const specialist = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(specialist, "specialist");
  await specialist.open(`/cases/${id}/order`);
  await page.fill("[name=purpose]", "Iesniegšanai bankā");
  await page.fill("[name=price]", "12,5x");
  await page.selectOption("[name=payment]", "card");
  await page.selectOption("[name=format]", "paper");
  await page.selectOption("[name=place]", "counter");
  const keep = page.locator(`form[action='/cases/${id}/order'] button[type=submit]`);
  await keep.click();
  await seen(page.locator("#f-price-error"));
  assert.equal(await page.inputValue("[name=purpose]"), "Iesniegšanai bankā");
  await page.fill("[name=price]", "4,00");
  await page.fill("[name=price_why]", "atvieglojums");
  await keep.click();
  await seen(page.getByText(text("cases-payment-missing")).first());
  assert.equal(await page.locator(`form[action='/cases/${id}/order/hand-out']`).count(), 0, "nothing is handed out unpaid");
  await page.selectOption("[name=paid_how]", "terminal");
  await page.getByRole("button", { name: text("cases-order-confirm") }).click();
  await page.selectOption("[name=proof]", "signature");
  await page.getByRole("button", { name: text("cases-order-hand-out-do") }).click();
  await specialist.open(`/cases/${id}`);
  assert.match(await said(page.locator("main")), new RegExp(text("cases-status-answered")));
}

async function promisesAndPauses(journey) {
  const id = await anOrder(journey);
  const specialist = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(specialist, "specialist");
  await specialist.open(`/cases/${id}/pause`);
  await page.fill("[name=reason]", "Lūdzu, atsūtiet plānu.");
  await page.getByRole("button", { name: text("cases-pause-do"), exact: true }).click();
  await seen(page.getByRole("heading", { name: text("cases-paused") }));
  await page.getByRole("button", { name: text("cases-resume") }).click();
  await seen(page.getByRole("heading", { name: text("cases-pause-begin") }));
}

async function everyPartOnAPhone(journey) {
  const id = await anOrder(journey);
  const specialist = await journey.visitor({ viewport: PHONE, motion: "reduce" });
  const { page } = await signIn(specialist, "specialist");
  for (const part of PARTS) {
    await specialist.open(`/cases/${id}${part}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert(over <= 0, `${part} is ${over} px too wide`);
    const broken = await violations(page);
    assert.deepEqual(broken.map((one) => `${part}: ${one.id}`), []);
  }
}

export const journeys = [
  ["an order is handed out when it is paid, and nothing typed is lost", handsOut],
  ["the work on a case stands still and goes on", promisesAndPauses],
  ["every part of a case is read on a phone and with a screen reader", everyPartOnAPhone],
];
