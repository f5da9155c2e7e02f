// Somebody in the back office answers a colleague's question by keyboard alone, and a non-conformity is reported in one step.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, said, seen } from "../lib/browser.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

async function accessible(page) {
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => one.id), []);
}

/** Presses Tab until the focus is on what `wanted` finds; nobody who works by keyboard does otherwise. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not come there");
}

async function backOfficeAnswers(journey) {
  const specialist = await journey.visitor({ motion: "reduce" });
  const { page: asks } = await signIn(specialist, "specialist");
  await specialist.open("/requests/new");
  const knows = await asks.locator("#f-to option", { hasText: "Gatis Mežs" }).first().getAttribute("value");
  await asks.selectOption("[name=to]", knows);
  const topic = `Sniega tīrīšana ${Date.now()}`;
  await asks.fill("[name=topic]", topic);
  await asks.fill("[name=question]", "Kurā dienā tīra Ezera ielu?");
  await seen(asks.getByText(text("common-why-date")).first());
  await accessible(asks);
  await asks.getByRole("button", { name: text("colleagues-ask-send") }).click();
  await seen(asks.getByText(text("colleagues-standing-open")).first());

  const answerer = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(answerer, "backOffice");
  await answerer.open("/requests");
  const link = page.getByRole("link", { name: topic });
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  await seen(page.getByText("Kurā dienā tīra Ezera ielu?"));
  await accessible(page);
  await tabTo(page, page.locator("[name=text]"));
  await page.keyboard.type("Otrdienās un piektdienās.");
  await tabTo(page, page.getByRole("button", { name: text("colleagues-answer-send") }));
  await page.keyboard.press("Enter");
  await seen(page.getByText(text("colleagues-standing-answered")).first());
  // Whoever asked has the page open all the while.
  await seen(asks.getByText("Otrdienās un piektdienās."));
}

async function reportInOneStep(journey) {
  const visitor = (await journey.visitor({ viewport: PHONE, motion: "reduce" })).expects(/422/);
  const { page } = await signIn(visitor, "specialist");
  // One step from any page: the menu leads there and remembers where one was.
  await visitor.open("/requests");
  await page.locator("details.menu > summary").click();
  await page.getByRole("link", { name: text("nav-report"), exact: true }).click();
  await page.waitForURL(/\/nonconformities\/new\?from=\/requests/);
  await page.getByRole("button", { name: text("colleagues-report-send") }).click();
  await seen(page.locator("#f-found-error"));
  await page.fill("[name=found]", "Vietnē ir vecais darba laiks.");
  await page.locator("[name=kind][value=website_or_information_source]").check();
  await accessible(page);
  await page.getByRole("button", { name: text("colleagues-report-send") }).click();
  await seen(page.getByText("Vietnē ir vecais darba laiks."));
  assert.match(await said(page.locator("main")), /Dace Rozīte/);
  await accessible(page);
}

export const journeys = [
  ["somebody in the back office answers a question by keyboard and the asker sees it at once", backOfficeAnswers],
  ["a non-conformity is reported in one step and goes to whoever answers for it", reportInOneStep],
];
