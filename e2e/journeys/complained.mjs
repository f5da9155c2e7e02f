// A complaint about an employee: the employee sees nothing of it, and the supervisor decides.
import assert from "node:assert/strict";
import { said, seen } from "../lib/browser.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const SUBJECT = "Darbinieks man neatbildēja";

/** The name in the bar of whoever is signed in. */
async function nameOf(page) {
  return (await page.locator("header summary").last().innerText()).split("\n")[0].trim();
}

async function complainedAbout(journey) {
  const specialist = await journey.visitor();
  const { page: own } = await signIn(specialist, "specialist");
  const name = await nameOf(own);
  await specialist.open("/feedback?kind=complaint");
  const before = await said(own.locator(".tabs a[aria-current=page]"));

  // The keeper of the registers takes it down and says whom it concerns, in one step.
  const keeper = await journey.visitor();
  const { page } = await signIn(keeper, "quality");
  await keeper.open("/feedback/new");
  await page.check("[name=kind][value=complaint]");
  await page.check("[name=channel][value=phone]");
  await page.fill("[name=subject]", SUBJECT);
  await page.selectOption("[name=branch]", { index: 1 });
  await page.check("[name=what][value=employee]");
  const option = page.locator("#f-employee option").filter({ hasText: name });
  await page.selectOption("[name=employee]", await option.first().getAttribute("value"));
  await page.getByRole("button", { name: text("feedback-take-down") }).click();
  await seen(page.getByRole("heading", { level: 1, name: text("feedback-taken") }));
  await seen(page.getByText(text("feedback-taken-registered")));
  await keeper.open("/feedback?kind=complaint");
  await page.getByRole("row").filter({ hasText: SUBJECT }).getByRole("link").first().click();
  await seen(page.getByText(SUBJECT).first());
  const address = new URL(page.url()).pathname;

  // For the employee it is not there: neither the page, nor the case, nor a line, a count or a find.
  specialist.expects(/404/);
  for (const path of [address, address.replace("/feedback/", "/cases/")]) {
    const answer = await own.request.get(new URL(path, own.url()).href);
    assert.equal(answer.status(), 404, path);
  }
  const id = address.split("/").at(-1);
  const stream = await own.request.get(new URL(`/live?topics=case:${id}`, own.url()).href);
  assert.equal(stream.status(), 404, "no stream of it");
  for (const part of ["reply", "letters", "receipt", "fragment", "ask"]) {
    const answer = await own.request.get(new URL(`/cases/${id}/${part}`, own.url()).href);
    assert.equal(answer.status(), 404, part);
  }
  const places = [
    "/feedback?kind=complaint", "/feedback/figures", "/feedback/mine", "/cases", "/cases?q=neatbild%C4%93ja", "/inbox?view=all",
    "/inbox?view=all&q=neatbild%C4%93ja", "/search?q=neatbild%C4%93ja", "/requests", "/reports", "/workplace",
  ];
  for (const path of places) {
    await specialist.open(path);
    const body = await own.content();
    assert.ok(!body.includes(SUBJECT) && !body.includes(id), path);
  }
  // Not even a count tells of it: the register of complaints of whom it concerns is what it was.
  await specialist.open("/feedback?kind=complaint");
  const counted = await said(own.locator(".tabs a[aria-current=page]"));
  assert.equal(counted, before, "the count beside the register");
}

export const journeys = [["whom a complaint concerns sees nothing of it", complainedAbout]];
