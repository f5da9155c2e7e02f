// A client with a phone: 360 pixels wide, a ticket, the place in the line, the call, more time, leaving.
import assert from "node:assert/strict";
import { PHONE, overflow, said, seen, until } from "../lib/browser.mjs";
import { Colleague } from "../lib/colleague.mjs";
import { pattern, text } from "../lib/texts.mjs";

const BRANCH = "/i/ezermala/branch/priedaine";

async function takeTicket(visitor, nth = 0) {
  await visitor.open(BRANCH);
  await visitor.page.getByRole("button", { name: text("hall-take-here") }).nth(nth).click();
  await seen(visitor.page.locator(".ticket-number"));
  return await said(visitor.page.locator(".ticket-number"));
}

async function fits(page) {
  const wide = await overflow(page);
  assert.equal(wide, null, `${page.url()}: ${wide}`);
}

async function aTicketOnThePhone(journey) {
  const phone = await journey.visitor({ viewport: PHONE, touch: true });
  const { page } = phone;
  await phone.open(BRANCH);
  await fits(page);
  const number = await takeTicket(phone);
  await seen(page.getByText(pattern("hall-place")).or(page.getByText(text("hall-place-next"))));
  await fits(page);

  const colleague = await (await Colleague.hire(journey.program, "priedaine")).sitDown();
  try {
    await colleague.callUpTo(number);
    // Nobody reloads the page: it turns by itself.
    await seen(page.locator(".ticket.is-called"));
    await seen(page.getByText(pattern("hall-please-come")));
    assert.match(await said(page.locator(".ticket-call")), new RegExp(`\\b${colleague.number}\\.`));
    await fits(page);

    await page.getByRole("button", { name: text("hall-more-time") }).click();
    await until("the ticket is back in the line", async () => (await page.locator(".ticket.is-called").count()) === 0);
    await seen(page.getByText(text("hall-done-more-time")));
    await fits(page);

    await page.getByRole("link", { name: text("hall-leave") }).click();
    await fits(page);
    await page.getByRole("button", { name: text("hall-leave") }).click();
    await seen(page.locator(".ticket-place").getByText(text("hall-left")));
    await fits(page);
    const { tickets } = await colleague.hall();
    assert(!tickets.some((ticket) => ticket.number === number && ticket.status === "waiting"), "the ticket still waits");
  } finally {
    await colleague.getUp();
  }
}

async function servedOnThePhone(journey) {
  const phone = await journey.visitor({ viewport: PHONE, touch: true });
  const number = await takeTicket(phone, 1);
  const address = phone.page.url();
  const colleague = await (await Colleague.hire(journey.program, "priedaine")).sitDown();
  try {
    await colleague.callUpTo(number);
    await seen(phone.page.locator(".ticket.is-called"));
    await colleague.at("start");
    await seen(phone.page.getByText(pattern("hall-serving-at")));
    // A reload shows the same as the live page.
    await phone.open(address);
    await seen(phone.page.getByText(pattern("hall-serving-at")));
    await colleague.finish();
    await seen(phone.page.getByText(text("hall-finished")));
    await phone.page.getByRole("link", { name: text("hall-our-promises") }).click();
    await seen(phone.page.getByRole("heading", { level: 1 }));
    await fits(phone.page);
  } finally {
    await colleague.getUp();
  }
}

/** Whose streams are all taken has the same page: it asks by itself, and says nothing of it. */
async function aTicketWithoutAStream(journey) {
  const phone = await journey.visitor({ viewport: PHONE, touch: true });
  const { page } = phone;
  phone.expects(/429/);
  let refused = 0;
  await page.route(/\/live$/, (route) => {
    refused += 1;
    return route.fulfill({ status: 429, headers: { "retry-after": "30" }, body: "" });
  });
  const colleague = await (await Colleague.hire(journey.program, "priedaine")).sitDown();
  const { lines } = await colleague.hall();
  const { id, number } = await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id });
  try {
    await phone.open(`/i/ezermala/ticket/${id}`);
    await seen(page.locator(".ticket-number"));
    await colleague.callUpTo(number);
    await seen(page.locator(".ticket.is-called"));
    assert(refused > 0, "the stream was refused");
    assert.equal(await page.locator(".stale").isVisible(), false, "nothing is out of date");
  } finally {
    await colleague.getUp();
  }
}

export const journeys = [
  ["a client on a 360 px phone sees the place, is called, asks for more time and leaves", aTicketOnThePhone],
  ["a client on a phone sees the service begin and end, and finds the promises", servedOnThePhone],
  ["a client whose page is refused a stream is called all the same, and is not told that it is out of date", aTicketWithoutAStream],
];
