// A complaint about an employee: the employee sees nothing of it, and the supervisor decides.
import assert from "node:assert/strict";
import { said, seen, until } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const SUBJECT = "Darbinieks man neatbildēja";

/** The name in the bar of whoever is signed in. */
async function nameOf(page) {
  return (await page.locator("header summary").last().innerText()).split("\n")[0].trim();
}

/** Waits until somebody finds a case: what was written before it is counted by then, too. */
async function finds(visitor, words, subject) {
  const { page } = visitor;
  await until(`"${subject}" is found`, async () => {
    await visitor.open(`/search?q=${encodeURIComponent(words)}`);
    if (await page.locator("[data-hit]", { hasText: subject }).count()) return true;
    // Nobody may ask more often than once a second for long.
    await page.waitForTimeout(1_000);
    return false;
  });
}

/** What somebody is told in numbers of cases: of what was promised for them, of matters, and of what is found. */
async function numbers(visitor) {
  const { page } = visitor;
  await visitor.open("/promises");
  const promises = page.locator("li.promise[id^='case-']");
  assert.ok(await promises.count(), "no promise about cases is shown");
  const told = { promises: await promises.allInnerTexts() };
  // By whatever they can be told apart; by people for those who may see figures of people.
  for (const by of ["", "unit", "channel", "employee"]) {
    await visitor.open(`/promises/case-acknowledged?by=${by}`);
    told[`promise by ${by}`] = await page.locator(".promise, [aria-labelledby=parts], [aria-labelledby=by-day]").allInnerTexts();
    await visitor.open(`/matters?by=${by}`);
    told[`matters by ${by}`] = await said(page.locator("main"));
  }
  await visitor.open("/search?q=neatbild%C4%93ja");
  told.found = await page.locator("[data-hit]").count();
  return told;
}

async function complainedAbout(journey) {
  const specialist = await journey.visitor();
  const { page: own } = await signIn(specialist, "specialist");
  const name = await nameOf(own);
  // What others did before is counted once a case of now is found.
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const [owner] = list(await colleague.get("/api/v1/employees"));
  const mark = `mērstienis${Date.now()}`;
  await colleague.post("/api/v1/cases", {
    kind: "question", subject: mark, branch: colleague.branch.id, owner: owner.id,
    client_name: "", client_contact: "klients@example.lv", channel: "visit",
  });
  await finds(specialist, mark, mark);
  const told = await numbers(specialist);
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
  // Whoever may see it finds it: from now on nothing is hidden by mere lateness.
  await finds(keeper, "neatbildēja", SUBJECT);

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
    "/promises", "/promises/case-acknowledged", "/promises/case-acknowledged/obligations", "/obligations", "/matters", "/matters?by=employee",
    "/matters/list",
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
  assert.deepEqual(await numbers(specialist), told, "some number is another since the complaint was written");
}

export const journeys = [["whom a complaint concerns sees nothing of it", complainedAbout]];
