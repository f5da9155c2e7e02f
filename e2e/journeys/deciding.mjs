// A supervisor decides a complaint from receipt to the end without a mouse; its author asks for whoever stands above from
// their own page, or chooses the time of a reception, on a phone and without script.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, overflow, said, seen } from "../lib/browser.mjs";
import { follow, tick, write } from "../lib/keyboard.mjs";
import { enter, tabTo } from "../lib/desk.mjs";
import { signIn } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

/** The name in the bar of whoever is signed in. */
async function nameOf(page) {
  return (await page.locator("header summary").last().innerText()).split("\n")[0].trim();
}

/** The keeper of the registers takes a complaint about a specialist down; the link for its author and the page for staff. */
async function aComplaint(journey, subject) {
  const specialist = await journey.visitor();
  const { page: own } = await signIn(specialist, "specialist", { branch: "ezermala", nth: 2 });
  const name = await nameOf(own);
  const keeper = await journey.visitor();
  const { page } = await signIn(keeper, "quality");
  await keeper.open("/feedback/new");
  await page.check("[name=kind][value=complaint]");
  await page.check("[name=channel][value=visit]");
  await page.fill("[name=subject]", subject);
  await page.fill("[name=text]", "Gaidīju, bet mani nepasauca.");
  await page.fill("[name=client_name]", "Laimdota Sproģe");
  await page.fill("[name=client_contact]", "laimdota@klients.example");
  await page.selectOption("[name=branch]", { index: 1 });
  await page.check("[name=what][value=employee]");
  const option = page.locator("#f-employee option").filter({ hasText: name });
  await page.selectOption("[name=employee]", await option.first().getAttribute("value"));
  await page.getByRole("button", { name: text("feedback-take-down") }).click();
  await seen(page.getByText(text("feedback-taken-registered")));
  const link = await page.locator("main").innerText().then((all) => /\/i\/ezermala\/case\/\S+/.exec(all)[0]);
  return { link, name };
}

/** Chooses in a list by typing its first letters, as whoever has no mouse does. */
async function chooseFirst(page, field) {
  await tabTo(page, field);
  await page.keyboard.press("ArrowDown");
}

async function supervisorDecides(journey) {
  const subject = `Mani nepasauca ${Date.now()}`;
  const { link, name } = await aComplaint(journey, subject);
  const supervisor = await journey.visitor({ motion: "reduce" });
  supervisor.expects(/422/);
  const { page } = await signIn(supervisor, "supervisor");
  await supervisor.open("/feedback?kind=complaint");
  await follow(page, page.getByRole("row").filter({ hasText: subject }).getByRole("link"));
  await seen(page.getByText(subject).first());
  assert.ok((await said(page.locator("main"))).includes(name), "whom it concerns stands there");
  assert.deepEqual((await violations(page)).map((one) => one.id), []);

  // A finding without a cause is refused beside the fields, with everything typed still there.
  await write(page, page.locator("[name=facts]"), "Rindas dati rāda, ka talonu izlaida.");
  await tick(page, page.locator("[name=heard][value='1']"));
  await write(page, page.locator("[name=other_side]"), "Kolēģe saka, ka nepamanīja.");
  await tick(page, page.locator("[name=finding][value=justified]"));
  await follow(page, page.getByRole("button", { name: text("feedback-examine-save") }));
  await seen(page.locator("#f-cause-error"));
  assert.equal(await page.locator("[name=facts]").inputValue(), "Rindas dati rāda, ka talonu izlaida.");
  await chooseFirst(page, page.locator("[name=cause_kind]"));
  await write(page, page.locator("[name=cause]"), "Ekrānu no lodziņa neredz.");
  await write(page, page.locator("[name=measure]"), "Pārvietot ekrānu.");
  const due = page.locator("[name=due]");
  await tabTo(page, due);
  // The same day whichever of day and month the browser asks for first.
  await page.keyboard.type("12122030");
  assert.equal(await due.inputValue(), "2030-12-12");
  await follow(page, page.getByRole("button", { name: text("feedback-examine-save") }));
  await seen(page.getByText(text("feedback-notice-examined")));

  // The answer goes out in another way, which is said; then the end.
  await follow(page, page.getByRole("button", { name: text("feedback-told-otherwise") }));
  await seen(page.getByText(text("feedback-notice-told")));
  await asksOn(journey, link, subject);
  await tick(page, page.locator("[name=because][value=settled]"));
  await write(page, page.locator("[name=words]"), "Atvainojāmies klātienē.");
  await follow(page, page.getByRole("button", { name: text("feedback-close-save") }));
  await seen(page.getByText(text("feedback-notice-closed")));
  await supervisor.open("/feedback?kind=complaint&status=closed");
  await seen(page.getByRole("row").filter({ hasText: subject }));
}

/** What the author sees while somebody has decided: the way to whoever stands above is open, and nothing is asked by it. */
async function asksOn(journey, link, subject) {
  const author = await journey.visitor({ viewport: PHONE, script: false });
  const { page } = author;
  await author.open(link);
  await page.getByRole("button", { name: text("cases-client-open") }).click();
  await seen(page.getByRole("heading", { level: 1, name: subject }));
  await author.open("/i/ezermala/case/higher");
  await seen(page.getByText(pattern("feedback-higher-lead")));
  assert.equal(await overflow(page), null);
}

/** A complaint on which a supervisor has ruled and whose author was told; the page of staff and the author's link. */
async function told(journey, subject) {
  const { link } = await aComplaint(journey, subject);
  const supervisor = await journey.visitor();
  const { page } = await signIn(supervisor, "supervisor");
  await supervisor.open("/feedback?kind=complaint");
  await page.getByRole("row").filter({ hasText: subject }).getByRole("link").first().click();
  await page.fill("[name=facts]", "Zvanu žurnālā zvana nav.");
  await page.check("[name=heard][value='1']");
  await page.fill("[name=other_side]", "Kolēģe zvanu neatceras.");
  await page.check("[name=finding][value=unjustified]");
  await page.getByRole("button", { name: text("feedback-examine-save") }).click();
  await page.getByRole("button", { name: text("feedback-told-otherwise") }).click();
  await seen(page.getByText(text("feedback-notice-told")));
  return { link, page };
}

/** The author chooses one of the times of a reception, on a phone and without script (K-16). */
async function authorIsReceived(journey) {
  const { link, page } = await told(journey, `Neatzvanīja ${Date.now()}`);
  assert.notEqual(await page.locator("[name=day-1]").inputValue(), "", "times are proposed");
  await page.fill("[name=place]", "Ezera iela 1, 12. kabinets");
  await page.getByRole("button", { name: text("feedback-reception-save") }).click();
  await seen(page.getByText(text("feedback-notice-reception")));

  const author = await journey.visitor({ viewport: PHONE, script: false });
  const { page: own } = author;
  await author.open(link);
  await own.getByRole("button", { name: text("cases-client-open") }).click();
  await own.getByRole("link", { name: text("cases-client-reception"), exact: true }).click();
  await seen(own.getByText("Ezera iela 1, 12. kabinets"));
  assert.equal(await overflow(own), null);
  await own.locator("[name=time]").first().check();
  await own.getByRole("button", { name: text("feedback-reception-choose") }).click();
  await seen(own.getByText(text("feedback-reception-done")));
  await seen(own.getByRole("heading", { name: text("feedback-reception-yours") }));
  assert.equal(await own.locator("[name=time]").count(), 0, "chosen once, it stands");
  assert.equal(await overflow(own), null);
  await page.reload();
  await seen(page.getByText(text("feedback-reception-chosen")));
  assert.deepEqual((await violations(page)).map((one) => one.id), []);
}

async function authorAsks(journey) {
  const subject = `Neatbildēja ${Date.now()}`;
  const { link } = await told(journey, subject);

  const author = await journey.visitor({ viewport: PHONE, script: false });
  author.expects(/422/);
  const { page: own } = author;
  await author.open(link);
  await own.getByRole("button", { name: text("cases-client-open") }).click();
  await author.open("/i/ezermala/case/higher");
  await own.getByRole("button", { name: text("feedback-higher-send") }).click();
  await seen(own.locator("#f-request-error"));
  await own.fill("[name=request]", "Zvanīju divas reizes, man ir izraksts.");
  await own.getByRole("button", { name: text("feedback-higher-send") }).click();
  await seen(own.getByText(text("feedback-higher-done")));
  await seen(own.getByText("Zvanīju divas reizes, man ir izraksts."));
  assert.equal(await own.locator("[name=request]").count(), 0, "asked once, it is closed");
  assert.equal(await overflow(own), null);

  const director = await journey.visitor();
  const { page: above } = await signIn(director, "director");
  await director.open("/feedback?kind=complaint");
  await enter(above, above.getByRole("row").filter({ hasText: subject }).getByRole("link"));
  await seen(above.getByText("Zvanīju divas reizes, man ir izraksts."));
  await seen(above.locator("[name=finding]").first());
}

export const journeys = [
  ["a supervisor decides a complaint to its end by keys alone", supervisorDecides],
  ["the author of a complaint asks for whoever stands above, on a phone without script", authorAsks],
  ["the author of a complaint chooses the time of a reception, on a phone without script", authorIsReceived],
];
