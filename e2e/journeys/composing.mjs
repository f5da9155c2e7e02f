// A specialist writes a reply by keyboard: a word is misspelt, that is told, it is mended, sent and taken back; and a letter
// of paper fits its pages.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { seen, until } from "../lib/browser.mjs";
import { signIn } from "../lib/people.mjs";
import { writesARequest } from "../lib/resident.mjs";
import { pattern, text } from "../lib/texts.mjs";

async function opened(journey, reference) {
  const specialist = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(specialist, "specialist");
  await specialist.open(`/cases?q=${reference}`);
  await page.locator(`main a:has-text("${reference}")`).first().click();
  const path = new URL(page.url()).pathname;
  return { specialist, page, path };
}

async function writes(journey) {
  const reference = await writesARequest(journey, "Kad remontēs Liepu ielu?");
  const { specialist, page, path } = await opened(journey, reference);
  await specialist.open(`${path}/reply`);
  await page.locator("[name=main]").focus();
  await page.keyboard.type("Ielu remontēs maijā. Ludzam uzgaidīt.");
  // Marked in place and listed below, without a press.
  await seen(page.locator("#looked [data-mend]", { hasText: "Lūdzam" }).first());
  assert.equal(await page.locator(".spell-behind .is-misspelt").first().textContent(), "Ludzam");
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => one.id), []);
  await page.locator("#looked [data-mend]", { hasText: "Lūdzam" }).first().focus();
  await page.keyboard.press("Enter");
  assert.match(await page.inputValue("[name=main]"), /Lūdzam uzgaidīt/);
  // What was typed is there again for its author, also in another window.
  await seen(page.locator("#looked", { hasText: pattern("correspondence-reply-kept") }));
  // The subject is one line, and what is open in it is marked in its place like in the text.
  const subject = await page.inputValue("[name=subject]");
  await page.fill("[name=subject]", `${subject} {iemesls}`);
  await seen(page.locator("#looked [data-mark=subject]").first());
  assert.equal(await page.locator(".spell-line .is-avoided").first().textContent(), "{iemesls}");
  await page.fill("[name=subject]", subject);
  await typesWhileAnswersAreSlow(specialist, page, path);
}

/** The network is slow: what is typed while an answer is awaited is kept too, without another key. */
async function typesWhileAnswersAreSlow(specialist, page, path) {
  const main = page.locator("[name=main]");
  const keeping = new URL(await page.locator("form[data-compose]").getAttribute("data-compose"), page.url()).href;
  let letGo;
  const isHeld = new Promise((resolve) => {
    const hold = async (route) => {
      const answer = await route.fetch();
      const isLetGo = new Promise((open) => (letGo = open));
      resolve();
      await isLetGo;
      await route.fulfill({ response: answer });
    };
    page.route(keeping, hold, { times: 1 });
  });
  await main.press("End");
  await page.keyboard.type(" Paldies.");
  await isHeld;
  await page.keyboard.type(" Jauku dienu!");
  const isKept = page.waitForResponse((answer) => answer.url() === keeping && (answer.request().postData() ?? "").includes("Jauku"));
  letGo();
  await isKept;
  await specialist.open(`${path}/reply`);
  assert.match(await page.inputValue("[name=main]"), /Paldies\. Jauku dienu!/);
}

/** The session ends while somebody types: nothing of it is lost, and the way in leads back. */
async function signsInAgain(journey) {
  const reference = await writesARequest(journey, "Kur var samaksāt nodokli?");
  const { specialist, page, path } = await opened(journey, reference);
  await specialist.open(`${path}/reply`);
  await page.locator("[name=main]").focus();
  await page.keyboard.type("Nodokli var samaksāt kasē.");
  await seen(page.locator("#looked", { hasText: pattern("correspondence-reply-kept") }));
  specialist.expects(/401/);
  await specialist.context.clearCookies();
  await page.keyboard.type(" Kase ir atvērta katru dienu.");
  const wayIn = page.getByRole("link", { name: text("correspondence-reply-out-way") });
  await seen(wayIn);
  await wayIn.click();
  await page.waitForURL((address) => address.pathname === "/sign-in");
  await signIn(specialist, "specialist");
  assert.equal(new URL(page.url()).pathname, `${path}/reply`);
  await seen(page.getByRole("status").filter({ hasText: text("correspondence-reply-back") }));
  assert.match(await page.inputValue("[name=main]"), /kasē\. Kase ir atvērta katru dienu\./);
  const isLetGo = () => page.evaluate(() => Object.keys(sessionStorage).every((key) => !key.startsWith("typed:")));
  await until("the program has what the tab held", isLetGo);
  await specialist.open(`${path}/reply`);
  assert.match(await page.inputValue("[name=main]"), /kasē\. Kase ir atvērta katru dienu\./);
}

async function prints(journey) {
  const reference = await writesARequest(journey, "Lūdzu atbildi uz papīra.");
  const { specialist, page, path } = await opened(journey, reference);
  await specialist.open(`${path}/reply`);
  await page.fill("[name=main]", "Jūsu lūgums ir izpildīts.\n\n".repeat(3));
  const paper = page.locator("[name=postal]");
  if (!(await paper.isVisible())) await page.getByText(text("correspondence-reply-paper")).click();
  await paper.fill("Jānis Kalns\nLiepu iela 1\nEzermala, LV-3001");
  const again = page.locator("[name=reread]");
  if (await again.count()) await again.check();
  for (let tries = 0; tries < 2 && !page.url().includes("/print"); tries += 1) {
    specialist.expects(/422/);
    for (const tick of await page.locator("[name=confirm]").all()) await tick.check();
    await page.getByRole("button", { name: text("correspondence-reply-print") }).click();
    await page.waitForLoadState();
  }
  await seen(page.getByText("Liepu iela 1"));
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages <= 2, `a short letter takes ${pages} pages`);
  await page.getByRole("button", { name: text("correspondence-print-given") }).click();
  await seen(page.getByText(pattern("correspondence-print-posted")));
}

export const journeys = [
  ["a specialist is told of a misspelt word while writing, and mends it by keyboard", writes],
  ["a session ends while a reply is written, and nothing of it is lost", signsInAgain],
  ["a letter of paper fits its pages and is noted as posted", prints],
];
