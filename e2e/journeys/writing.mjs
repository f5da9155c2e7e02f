// A resident writes to the institution, and a specialist reads it and prepares the reply.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, said, seen } from "../lib/browser.mjs";
import { signIn } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

/** Writes a question and returns the number of the case and the client's link. */
async function write(client, words, contact) {
  const { page } = client;
  await client.open("/i/ezermala");
  await page.getByRole("link", { name: pattern("hall-write") }).click();
  await page.getByRole("link", { name: text("correspondence-write-request") }).click();
  await page.selectOption("[name=branch]", { index: 1 });
  await page.fill("[name=text]", words);
  await page.fill("[name=contact]", contact);
  await page.getByRole("button", { name: text("correspondence-write-send") }).click();
  await seen(page.getByRole("heading", { level: 1, name: text("correspondence-received-title") }));
  const link = await page.locator("main a[href*='/case/']").getAttribute("href");
  const [reference] = (await said(page.locator("main"))).match(/\d{4}-\d{6}/);
  return { reference, link };
}

async function residentWrites(journey) {
  const client = (await journey.visitor({ script: false, viewport: PHONE })).expects(/422/);
  const { page } = client;
  const { reference, link } = await write(client, "Kad remontēs Liepu ielu?", "klients@example.lv");
  await client.open(new URL(link).pathname);
  await page.locator("main form button[type=submit]").first().click();
  assert.match(await said(page.locator("main")), new RegExp(reference));

  // What is wrong is said beside it, and nothing typed is lost.
  await client.open("/i/ezermala/write/complaint");
  await page.selectOption("[name=branch]", { index: 1 });
  await page.fill("[name=text]", "Mani nesveicināja.");
  await page.fill("[name=contact]", "zvaniet");
  await page.getByRole("button", { name: text("correspondence-write-send") }).click();
  await seen(page.getByText(text("correspondence-contact-wrong")).last());
  assert.equal(await page.inputValue("[name=text]"), "Mani nesveicināja.");
}

async function specialistReads(journey) {
  const client = await journey.visitor({ viewport: PHONE });
  const { reference } = await write(client, "Vai parkā drīkst ar suni?", "suns@example.lv");
  const specialist = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(specialist, "specialist");
  await specialist.open(`/cases?q=${reference}`);
  await page.locator(`main a:has-text("${reference}")`).first().click();
  await page.getByRole("link", { name: text("cases-letters"), exact: true }).last().click();
  await seen(page.getByText("Vai parkā drīkst ar suni?"));
  await page.getByRole("link", { name: text("correspondence-reply") }).click();
  await page.locator("[name=main]").focus();
  await page.keyboard.type("Drīkst, pie pavadas.");
  // Everything by keyboard: the button that keeps and checks is reached and pressed.
  await page.getByRole("button", { name: text("correspondence-reply-check") }).focus();
  await page.keyboard.press("Enter");
  await seen(page.getByRole("heading", { name: text("correspondence-reply-signature") }));
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => one.id), []);
  await specialist.open(new URL(page.url()).pathname);
  assert.equal(await page.inputValue("[name=main]"), "Drīkst, pie pavadas.", "the draft is kept");
}

export const journeys = [
  ["a resident writes without script, follows it by the link, and loses nothing typed", residentWrites],
  ["a specialist reads what was written and prepares the reply by keyboard", specialistReads],
];
