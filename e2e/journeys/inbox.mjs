// A supervisor and two specialists at the list of what is owed: everything by keys, two who take the same case at once,
// several at once and back again, and who is writing.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, overflow, said, seen, until } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { signIn } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

/** Opens cases of one person, named or the first there is, and returns their ids. */
async function cases(journey, subjects, name) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const employees = list(await colleague.get("/api/v1/employees"));
  const owner = name ? employees.find((one) => one.name === name) : employees[0];
  assert.ok(owner, `nobody is called ${name}`);
  const made = [];
  for (const subject of subjects) {
    const opened = await colleague.post("/api/v1/cases", {
      kind: "question", subject, branch: colleague.branch.id, owner: owner.id,
      client_name: "", client_contact: "klients@example.lv", channel: "visit",
    });
    made.push(opened.id ?? opened.case);
  }
  return made;
}

const row = (page, subject) => page.locator("tr[data-row]", { hasText: subject });
/** The row where the person stands. */
const here = (page) => page.evaluate(() => document.activeElement?.closest("tr[data-row]")?.innerText ?? "");

async function byKeysAlone(journey) {
  const word = `darbs${Date.now()}`;
  await cases(journey, [`${word} pirmais`, `${word} otrais`, `${word} trešais`]);
  const supervisor = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(supervisor, "supervisor");
  await supervisor.open("/inbox?view=all");
  await page.keyboard.press("f");
  await page.keyboard.type(word);
  await Promise.all([page.waitForURL(/q=/), page.keyboard.press("Enter")]);
  // A field has the focus no longer: keys move.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("j");
  await until("the first row has the focus", async () => (await here(page)).includes("pirmais"));
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  assert.equal(await said(page.locator("[data-picked]")), "2");
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => one.id), []);
  // Taken together, and put back by one key.
  const take = page.locator("#bulk button[name=act][value=claim]");
  await take.focus();
  await Promise.all([page.waitForURL(/done=/), page.keyboard.press("Enter")]);
  await seen(page.getByText(/Paņemtas 2 lietas/));
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("z")]);
  await seen(page.getByText(pattern("inbox-taken-back")).or(page.getByText(/Atsaukts: 2/)));
  assert.equal(await row(page, "pirmais").getByText(text("inbox-me"), { exact: true }).count(), 0);
  // One row is taken where the person stands; Enter opens it.
  await supervisor.open(`/inbox?view=all&q=${word}`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await Promise.all([page.waitForURL(/done=/), page.keyboard.press("c")]);
  await seen(row(page, "otrais").getByText(text("inbox-me"), { exact: true }));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await Promise.all([page.waitForURL(/\/cases\//), page.keyboard.press("Enter")]);
  await seen(page.getByRole("heading", { level: 1, name: /otrais/ }));
}

async function twoAtOnce(journey) {
  const subject = `steidzami${Date.now()}`;
  await cases(journey, [subject]);
  const [left, right] = [await journey.visitor(), await journey.visitor()];
  await signIn(left, "specialist", { branch: "ezermala", nth: 1 });
  await signIn(right, "supervisor");
  for (const one of [left, right]) {
    await one.open(`/inbox?view=all&q=${subject}`);
    await seen(row(one.page, subject));
    await one.page.keyboard.press("j");
  }
  await Promise.all([left, right].map((one) => Promise.all([one.page.waitForURL(/done=/), one.page.keyboard.press("c")])));
  const told = await Promise.all([left, right].map(async ({ page }) => (await page.getByText(/bija ātrāk/).count()) > 0));
  assert.deepEqual(told.sort(), [false, true], "one of the two is told who was faster");
}

async function whoWrites(journey) {
  const subject = `rakstu${Date.now()}`;
  const [id] = await cases(journey, [subject]);
  const [writer, watcher] = [await journey.visitor({ motion: "reduce" }), await journey.visitor({ motion: "reduce", viewport: PHONE })];
  await signIn(watcher, "supervisor");
  await watcher.open(`/inbox?view=all&q=${subject}`);
  await seen(row(watcher.page, subject));
  assert.equal(await overflow(watcher.page), null);
  await signIn(writer, "specialist", { branch: "ezermala", nth: 1 });
  await writer.open(`/cases/${id}`);
  await until("the watcher hears of it", async () => (await row(watcher.page, subject).innerText()).includes("skatās šo lietu"));
}

async function newRows(journey) {
  const word = `gaidu${Date.now()}`;
  const specialist = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(specialist, "specialist", { branch: "ezermala", nth: 1 });
  const name = (await page.locator("header summary").last().innerText()).split("\n")[0].trim();
  await cases(journey, [`${word} pirmais`, `${word} otrais`], name);
  await specialist.open(`/inbox?view=mine&q=${word}`);
  const more = page.locator("#new-rows");
  assert.equal(await more.isVisible(), false, "nothing is new yet");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await until("the second row has the focus", async () => (await here(page)).includes("otrais"));

  // A colleague opens cases for the specialist: the page says how many, and nothing moves under the hands.
  const others = ["trešais", "ceturtais"];
  for (const [index, other] of others.entries()) {
    await cases(journey, [`${word} ${other}`], name);
    await until("the page says that there is more", async () => (await more.isVisible()) && (await said(more)) === `${text("common-new-rows")} (${index + 1})`);
  }
  assert.deepEqual(await Promise.all(others.map((other) => row(page, `${word} ${other}`).count())), [0, 0], "nothing jumps while somebody reads");
  assert.match(await here(page), /otrais/, "the keyboard is where it was");

  // Asked for, they are there; the row where the person stood is still the one from which the keys go on.
  await more.press("Enter");
  for (const other of others) await seen(row(page, `${word} ${other}`));
  assert.equal(await more.isVisible(), false, "what is shown is not announced");
  assert.match(await said(page.locator("tr.is-here")), /otrais/);
  await page.keyboard.press("j");
  await until("the keys go on from there", async () => (await here(page)).includes("trešais"));
}

async function foundWhileTyping(journey) {
  const word = `zvirbuļkrasts${Date.now()}`;
  await cases(journey, [`Par ${word} apgaismojumu`]);
  const specialist = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(specialist, "specialist");
  await until("the case is in the index", async () => {
    await specialist.open(`/search?q=${encodeURIComponent(word)}`);
    if (await page.locator("[data-hit]").count()) return true;
    // Nobody may ask more often than once a second for long.
    await page.waitForTimeout(1_000);
    return false;
  });
  await specialist.open("/promises");
  await page.keyboard.press("/");
  // Half of the word, without its diacritics, and never sent.
  await page.keyboard.type("par zvirbulkras");
  const hit = page.locator("dialog [data-hit]", { hasText: word });
  await seen(hit);
  assert.match(page.url(), /\/promises$/, "nothing was sent");
  await page.keyboard.press("ArrowDown");
  assert(await page.evaluate(() => document.activeElement.matches("[data-hit]")), "down goes to the first that was found");
  await hit.focus();
  await Promise.all([page.waitForURL(/\/cases\//), page.keyboard.press("Enter")]);
  await seen(page.getByText(word).first());
}

export const journeys = [
  ["a supervisor goes through the inbox by keys alone: moves, chooses, takes, undoes, opens", byKeysAlone],
  ["of two who take the same case at once one is told that the other was faster", twoAtOnce],
  ["whoever opens a case is seen in the list of others", whoWrites],
  ["new rows announce themselves, take nothing from under the hands, and are there when they are asked for", newRows],
  ["a case is found from any page while somebody types, in half a word without diacritics, and opened by keys", foundWhileTyping],
];
