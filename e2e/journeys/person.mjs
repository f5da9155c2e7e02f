// Whoever keeps the registers gives a client what is stored of them: looked for, counted, taken as a file and on paper.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "../lib/axe.mjs";
import { seen } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const broken = async (page) => (await violations(page)).map((one) => one.id);

async function givesAPersonTheirData(journey) {
  const mark = Date.now();
  const [own, foreign] = [`kļava${mark}`, `osis${mark}`];
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const [owner] = list(await colleague.get("/api/v1/employees"));
  for (const subject of [own, foreign]) {
    await colleague.post("/api/v1/cases", {
      kind: "question", subject, branch: colleague.branch.id, owner: owner.id,
      client_name: "", client_contact: `${subject.replace("ļ", "l")}@example.lv`, channel: "visit",
    });
  }
  const keeper = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(keeper, "quality");
  await keeper.open("/feedback");
  await page.locator(".tabs a[href='/person']").click();
  await page.waitForURL(/\/person$/);
  assert.deepEqual(await broken(page), []);
  const find = async (who) => {
    await page.fill("[name=who]", who);
    const button = page.locator("form[action='/person'] button[type=submit]");
    await Promise.all([page.waitForEvent("load"), button.click()]);
  };

  // A name finds nobody, and stays where it was typed.
  await find("Anna Liepa");
  await seen(page.locator("#f-who-error"));
  assert.equal(await page.inputValue("[name=who]"), "Anna Liepa");
  assert.deepEqual(await broken(page), []);
  await find(`neviens${mark}@example.lv`);
  await seen(page.getByText(text("integration-person-none"), { exact: true }));
  assert.equal(await page.locator("form[action='/person/file']").count(), 0);

  // First how much there is, then the file.
  await find(`KLAVA${mark}@example.lv`);
  await seen(page.locator("#found"));
  assert.deepEqual(await broken(page), []);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("form[action='/person/file'] button[type=submit]").click(),
  ]);
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.deepEqual(file.tables.cases.map((one) => one.subject), [own]);
  assert(!JSON.stringify(file).includes(foreign));

  // The same on paper.
  const print = page.locator("form[action='/person/print'] button[type=submit]");
  await Promise.all([page.waitForEvent("load"), print.click()]);
  await seen(page.getByRole("heading", { level: 1, name: text("integration-person-print-title") }));
  const paper = await page.locator("main").innerText();
  assert(paper.includes(own) && !paper.includes(foreign));
  assert.deepEqual(await broken(page), []);
}

export const journeys = [["whoever keeps the registers gives a client what is stored of them, and nothing of others", givesAPersonTheirData]];
