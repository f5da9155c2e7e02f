// The way of a draft into force: checked, compared, tried on what happened, a role that nobody fills given to somebody,
// coordinated, adopted knowingly by a second person, in force. Everything by keyboard, and nothing for axe to find.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { readFileSync } from "node:fs";
import { said, seen, until } from "../lib/browser.mjs";
import { follow, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const FILE = readFileSync(new URL("../../standards/ezermala.toml", import.meta.url), "utf8");

/** A draft whose wait is shorter, and which names two roles that nobody has held so far. */
const DRAFT =
  FILE.replace('version = "2025-10"', 'version = "2027-01"').replace("within = { minutes = 15 }", "within = { minutes = 5 }") +
  ["web_editor:mājaslapas redaktors:web editor", "duty_employee:dežurants:duty employee"]
    .map((role) => role.split(":"))
    .map(([id, lv, en]) => `\n[[role]]\nid = "${id}"\ntitle = { lv = "${lv}", en = "${en}" }\nparagraph = "4"\n`)
    .join("");

/** No finding of axe on the page as it is now. */
async function clean(page) {
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`), []);
}

/** The text is pasted, as from an editor. */
async function paste(page, source) {
  await write(page, page.locator("textarea[name=source]"), "");
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(source);
}

/** The day before a day; the demonstration's today need not be the calendar's. */
const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

async function intoForce(journey) {
  const drafter = await journey.visitor();
  const { page } = await signIn(drafter, "administrator");
  await drafter.open("/standard/upload");
  await paste(page, DRAFT);
  await follow(page, page.getByRole("button", { name: text("standards-keep") }));
  const address = new URL(page.url()).pathname;

  // What it changes, in words; and which roles nobody fills.
  await seen(page.getByRole("listitem").filter({ hasText: /15 → 5/ }));
  const missing = page.locator("section[aria-labelledby=missing]");
  await seen(missing.getByText("mājaslapas redaktors").first());
  await seen(missing.getByText("dežurants").first());
  await clean(page);

  // Its promises over what happened.
  await follow(page, page.getByRole("link", { name: text("standards-lab-open") }));
  await follow(page, page.getByRole("button", { name: text("standards-lab-try"), exact: true }));
  await until("the trial to end", async () => {
    await drafter.open(`${address}/lab`);
    return /%/.test(await said(page.getByRole("main"))) && (await page.locator("#running").count()) === 0;
  });
  await clean(page);

  // One of the roles is given to somebody, from the link beside what is missing.
  await drafter.open(address);
  await follow(page, missing.locator("a[href='/setup/structure/web_editor']"));
  const people = page.locator("select[name=employee]");
  await people.focus();
  await people.selectOption({ label: "Dace Rozīte" });
  await follow(page, page.getByRole("button", { name: text("organisation-holder-name"), exact: true }));
  await seen(page.getByRole("cell", { name: "Dace Rozīte" }));
  await drafter.open(address);
  assert.equal(await missing.getByText("mājaslapas redaktors").count(), 0, "somebody holds it now");

  // The posts of the chain.
  const notes = page.locator("input[name=note]");
  while ((await notes.count()) > 0) {
    await write(page, notes.first(), "saskaņots dokumentu vadības sistēmā");
    await follow(page, page.getByRole("button", { name: text("standards-step-record") }).first());
  }
  await seen(page.getByText(text("standards-same-person")));

  // The second person: without a reason nothing is adopted, with one it is, and the reason stays to be read.
  const adopter = await journey.visitor();
  adopter.expects(/422/);
  const other = (await signIn(adopter, "director")).page;
  await adopter.open(address);
  await clean(other);
  const day = other.locator("input[name=day]");
  // Tomorrow is offered; today puts it in force at once.
  await day.fill(dayBefore(await day.inputValue()));
  const adopt = other.getByRole("button", { name: text("standards-adopt-nevertheless"), exact: true });
  await follow(other, adopt);
  await seen(other.locator("#f-reason-error"));
  await clean(other);
  await write(other, other.locator("textarea[name=reason]"), "Dežurantu nosaka ar rīkojumu līdz mēneša beigām");
  await follow(other, adopt);
  await seen(other.getByText(text("standards-notice-adopted")));
  await seen(other.getByText("Dežurantu nosaka ar rīkojumu līdz mēneša beigām"));

  // It is in force, everybody is told, and the log says who has seen it.
  await follow(other, other.locator(`a[href='${address}/told']`));
  await seen(other.getByRole("heading", { level: 1, name: text("standards-told-log") }));
  await seen(other.getByRole("row").filter({ hasText: "Uldis Apsītis" }).getByText(text("standards-told-not-yet")));
  await clean(other);
  await drafter.open(address);
  await follow(page, page.getByRole("button", { name: text("standards-seen") }));
  await adopter.open(`${address}/told?show=unseen`);
  assert.equal(await other.getByRole("row").filter({ hasText: "Uldis Apsītis" }).count(), 0, "who has seen it is not listed");
  await drafter.open("/standard");
  assert.match(await said(page.getByRole("main")), /2027-01/);
}

export const journeys = [["a draft is checked, tried, coordinated, and adopted knowingly by a second person", intoForce]];
