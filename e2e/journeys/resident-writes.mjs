// A resident with a phone of 360 pixels and no script: writes with a file, follows the case, adds a message, judges the answer.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, overflow, said, seen } from "../lib/browser.mjs";
import { signIn } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

const PDF = { name: "Plāns.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 a plan") };
const DISGUISED = { name: "rekins.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\u0090\u0000".padEnd(90, "\u0000"), "latin1") };

/** The page fits the phone and breaks no rule of accessibility. */
async function isWell(page) {
  assert.equal(await overflow(page), null, page.url());
}

/** On paper stands what was written, what will be done by when and the way back to the case, and nothing that only a screen has. */
async function isPrinted(page, facts) {
  await page.emulateMedia({ media: "print" });
  const paper = await said(page.locator("main"));
  for (const fact of facts) assert.ok(paper.includes(fact), `${fact} is not on paper: ${paper}`);
  for (const part of ["main h1", "section[aria-labelledby=will] strong", "main svg.qr", "main a[href*='/case/']"]) {
    await seen(page.locator(part));
  }
  for (const tool of [".skip", ".head-language", ".foot", "main button", "main .no-print"]) {
    assert.ok(await page.locator(tool).count(), `${tool} is nowhere on the page`);
    assert.equal(await page.locator(`${tool}:visible`).count(), 0, `${tool} is on paper`);
  }
  await page.emulateMedia({ media: "screen" });
  await seen(page.locator(".head-language"));
}

const send = (page) => page.getByRole("button", { name: text("correspondence-write-send") }).click();

async function writes(journey) {
  const client = (await journey.visitor({ script: false, viewport: PHONE })).expects(/422/);
  const { page } = client;
  await client.open("/i/ezermala/write");
  await isWell(page);
  await page.getByRole("link", { name: text("correspondence-write-request"), exact: true }).click();
  await page.selectOption("[name=branch]", { index: 1 });
  await page.getByRole("button", { name: text("correspondence-write-card") }).click();
  await isWell(page);

  // A wrong file is told by its name; the good one and everything typed are still there.
  await page.fill("[name=text]", "Lūdzu salabot ceļu pie Liepu ielas.");
  await page.setInputFiles("[name=files]", [PDF, DISGUISED]);
  await send(page);
  await seen(page.getByText(pattern("correspondence-file-kind")).last());
  assert.match(await said(page.locator("main")), /rekins\.pdf/);
  assert.equal(await page.inputValue("[name=text]"), "Lūdzu salabot ceļu pie Liepu ielas.");
  await seen(page.getByText("Plāns.pdf"));
  await isWell(page);
  await send(page);
  await seen(page.getByRole("heading", { level: 1, name: text("correspondence-received-title") }));
  assert.match(await said(page.locator("main")), /Plāns\.pdf/);
  await isWell(page);
  const link = new URL(await page.locator("main a[href*='/case/']").getAttribute("href")).pathname;
  const [reference] = (await said(page.locator("main"))).match(/\d{4}-\d{6}/);
  const facts = [reference, link, "Lūdzu salabot ceļu pie Liepu ielas.", "Plāns.pdf", text("correspondence-receipt-will"), text("correspondence-receipt-follow")];
  await isPrinted(page, facts);

  // By the link: where it stands, both sides with files, and a message more.
  await client.open(link);
  await page.locator("main form button[type=submit]").first().click();
  assert.match(await said(page.locator("main")), new RegExp(reference));
  await isWell(page);
  await page.getByRole("link", { name: text("cases-client-letters") }).click();
  await seen(page.getByRole("link", { name: "Plāns.pdf" }));
  await isWell(page);
  await page.fill("[name=text]", "Bedre ir pie 3. mājas.");
  await send(page);
  await seen(page.getByText(text("cases-client-sent")));

  // An employee answers; the client says that it settled nothing, and the case is back.
  const specialist = await journey.visitor({ motion: "reduce" });
  await signIn(specialist, "supervisor");
  await specialist.open(`/cases?q=${reference}`);
  await specialist.page.locator(`main a:has-text("${reference}")`).first().click();
  const answer = specialist.page.locator("button[formaction$='/answer']");
  await specialist.page.locator("form:has(button[formaction$='/answer']) textarea").first().fill("Salabosim maijā.");
  await answer.click();
  await client.open("/i/ezermala/case/view");
  await seen(page.getByText(text("cases-judge-ask")));
  await isWell(page);
  await page.check("[name=answered][value=no]");
  await page.fill("[name=why]", "Ceļš ir izbraucams tikai ar traktoru.");
  await page.getByRole("button", { name: text("cases-judge-send") }).click();
  await seen(page.getByText(text("cases-judge-reopened")));
  await isWell(page);
}

/** Writes a question to a branch, comes to the page of the case and returns its number. */
async function asks(client, words) {
  const { page } = client;
  await client.open("/i/ezermala/write/question");
  await page.fill("[name=text]", words);
  await page.selectOption("[name=branch]", { index: 1 });
  await send(page);
  await seen(page.getByRole("heading", { level: 1, name: text("correspondence-received-title") }));
  const link = new URL(await page.locator("main a[href*='/case/']").getAttribute("href")).pathname;
  const [reference] = (await said(page.locator("main"))).match(/\d{4}-\d{6}/);
  await client.open(link);
  await page.locator("main form button[type=submit]").first().click();
  return reference;
}

async function judges(journey) {
  const client = (await journey.visitor({ script: false, viewport: PHONE })).expects(/422/);
  const { page } = client;
  const reference = await asks(client, "Kad atver peldbaseinu?");
  const specialist = await journey.visitor({ motion: "reduce" });
  await signIn(specialist, "supervisor");
  await specialist.open(`/cases?q=${reference}`);
  await specialist.page.locator(`main a:has-text("${reference}")`).first().click();
  await specialist.page.locator("form:has(button[formaction$='/answer']) textarea").first().fill("Pirmajā jūnijā.");
  await specialist.page.locator("button[formaction$='/answer']").click();

  // It was answered; three questions, of which one was forgotten and nothing typed is lost.
  await client.open("/i/ezermala/case/view");
  await page.check("[name=answered][value=yes]");
  await page.getByRole("button", { name: text("cases-judge-send") }).click();
  await seen(page.getByText(text("cases-judge-thanks")));
  await page.fill("[name=words]", "Rakstiet to vietnē.");
  await page.selectOption("[name=ease]", "8");
  await page.getByRole("button", { name: text("cases-survey-send") }).click();
  await seen(page.locator("#f-fair-error, [id$=fair-error]").first());
  assert.equal(await page.inputValue("[name=words]"), "Rakstiet to vietnē.");
  assert.equal(await page.inputValue("[name=ease]"), "8");
  await isWell(page);
  await page.check("[name=fair][value=yes]");
  await page.getByRole("button", { name: text("cases-survey-send") }).click();
  await seen(page.getByText(text("cases-survey-thanks")));
  await isWell(page);

  // And a complaint about how it went, from the same page, which knows what it is about.
  await page.getByRole("link", { name: text("cases-client-complain") }).click();
  await isWell(page);
  await page.fill("[name=text]", "Atbilde bija nelaipna.");
  await send(page);
  await seen(page.getByRole("heading", { level: 1, name: text("correspondence-received-title") }));
  const receipt = await said(page.locator("main"));
  assert.match(receipt, /Atbilde bija nelaipna/);
  const numbers = receipt.match(/\d{4}-\d{6}/g);
  assert.ok(numbers.includes(reference), "it says which case it is about");
  assert.ok(numbers.some((number) => number !== reference), "and is a case of its own");
  await isWell(page);
}

async function isAccessible(journey) {
  // The checker itself needs script; the pages are the same.
  const client = await journey.visitor({ viewport: PHONE, motion: "reduce" });
  const { page } = client;
  for (const path of ["/i/ezermala/write", "/i/ezermala/write/order", "/i/ezermala/write/question", "/i/ezermala/questions", "/i/ezermala/confirm/ABC", "/i/ezermala/case"]) {
    await client.open(path);
    await isWell(page);
    const broken = await violations(page);
    assert.deepEqual(broken.map((one) => `${path}: ${one.id}`), []);
  }
}

export const journeys = [
  ["a resident with a phone and no script writes with a file, follows the case and says whether it was answered", writes],
  ["a resident says that it was answered, how it went, and complains all the same", judges],
  ["the pages on which residents write are accessible on a phone", isAccessible],
];
