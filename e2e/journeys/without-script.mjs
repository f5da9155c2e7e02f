// Everything a client does works where no script runs.
import assert from "node:assert/strict";
import { PHONE, said, seen, until } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { pair } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

const NO_SCRIPT = { script: false, viewport: PHONE };

async function kioskWithoutScript(journey) {
  const kiosk = await journey.visitor({ script: false });
  await pair(kiosk, "kiosk", "priedaine");
  const { page } = kiosk;
  await page.locator(".kiosk-line").first().click();
  await seen(page.locator(".kiosk-number"));
  const number = await said(page.locator(".kiosk-number"));
  assert.match(number, /^[A-Z]\s?\d{3}$/);
  await seen(page.getByText(text("hall-take-ticket")));
  // The page leads back to the start by itself.
  assert.match(await page.content(), /<meta http-equiv="refresh" content="15;url=/);
  const colleague = await Colleague.hire(journey.program, "priedaine");
  const { tickets } = await colleague.hall();
  assert.equal(tickets.filter((ticket) => ticket.number === number).length, 1, `${number} is in the hall once`);
}

async function ticketWithoutScript(journey) {
  const client = await journey.visitor(NO_SCRIPT);
  const { page } = client;
  await client.open("/i/ezermala/branch/priedaine");
  await page.getByRole("button", { name: text("hall-take-here") }).first().click();
  await seen(page.locator(".ticket-number"));
  const number = await said(page.locator(".ticket-number"));
  const address = page.url();
  const colleague = await (await Colleague.hire(journey.program, "priedaine")).sitDown();
  try {
    await colleague.callUpTo(number);
    // What a reload shows, the page shows by itself within twenty seconds.
    await client.open(address);
    await seen(page.locator(".ticket.is-called").getByText(pattern("hall-please-come")));
    await page.getByRole("button", { name: text("hall-more-time") }).click();
    await seen(page.getByText(text("hall-done-more-time")));
    await page.getByRole("link", { name: text("hall-leave") }).click();
    await page.getByRole("button", { name: text("hall-leave") }).click();
    await seen(page.getByText(text("hall-left")));
  } finally {
    await colleague.getUp();
  }
}

async function promisesWithoutScript(journey) {
  const client = await journey.visitor(NO_SCRIPT);
  await client.open("/i/ezermala");
  await client.page.getByRole("link", { name: text("hall-our-promises") }).first().click();
  await seen(client.page.getByRole("heading", { level: 1 }));
  await until("the page tells what is promised and kept", async () => /\d+([.,]\d+)?\s?%/.test(await said(client.page.locator("main"))));
  await client.open("/i/ezermala/standard");
  await seen(client.page.getByRole("heading", { level: 1 }));
}

async function caseWithoutScript(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const [owner] = list(await colleague.get("/api/v1/employees"));
  const opened = await colleague.post("/api/v1/cases", {
    kind: "question",
    subject: "Vai manai ielai būs apgaismojums?",
    branch: colleague.branch.id,
    owner: owner.id,
    client_contact: "klients@example.lv",
    channel: "visit",
  });
  const client = await journey.visitor(NO_SCRIPT);
  const { page } = client;
  // The link shows a button only; the press leads to an address without the secret.
  await client.open(`/i/ezermala/case/${opened.code}`);
  await page.getByRole("button", { name: text("cases-client-open") }).click();
  await page.waitForURL((address) => address.pathname === "/i/ezermala/case/view");
  await seen(page.getByText(opened.reference));

  const other = await journey.visitor(NO_SCRIPT);
  await other.open("/i/ezermala/case");
  await other.page.getByLabel(text("cases-client-code")).fill(opened.short_code);
  await other.page.getByLabel(text("cases-client-your-contact")).fill("klients@example.lv");
  await other.page.getByRole("button", { name: text("cases-client-open") }).click();
  await seen(other.page.getByText(opened.reference));
}

export const journeys = [
  ["a client without script takes a ticket at the kiosk", kioskWithoutScript],
  ["a client without script follows the ticket on the phone, asks for time and leaves", ticketWithoutScript],
  ["a client without script reads what is promised and kept", promisesWithoutScript],
  ["a client without script follows a case by link and by code", caseWithoutScript],
];
