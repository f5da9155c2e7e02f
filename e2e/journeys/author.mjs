// Somebody without prior knowledge writes a standard, with the keyboard only; a colleague writes in it too, and
// nothing that either typed is lost.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, WIDE, overflow, seen, until } from "../lib/browser.mjs";
import { tabTo } from "../lib/desk.mjs";
import { follow, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

/** Nothing that axe finds, and nothing wider than a phone. */
async function sound(page, where) {
  const broken = await violations(page);
  assert.deepEqual(broken.map((one) => `${one.id}: ${one.nodes[0].target.join(" ")}`), [], where);
  await page.setViewportSize(PHONE);
  assert.equal(await overflow(page), null, where);
  await page.setViewportSize(WIDE);
}

const field = (page, name) => page.locator(`[name="${name}"]:not([type=hidden])`);
const saved = (page) => seen(page.locator("[data-said]").filter({ hasText: pattern("standards-edit-said-saved") }));

/** Writes over a field and leaves it, which saves it. */
async function fill(page, name, value) {
  await write(page, field(page, name), value);
  await page.locator("[data-said]").evaluate((status) => status.replaceChildren());
  await page.keyboard.press("Tab");
}

/** Begins a draft from the standard in force; gives its address. */
async function begin(visitor) {
  const { page } = visitor;
  await visitor.open("/standard/versions");
  await follow(page, page.getByRole("link", { name: text("standards-edit-title") }));
  await sound(page, "the drafts");
  await follow(page, page.getByRole("button", { name: text("standards-edit-begin") }));
  await seen(page.getByText(text("standards-edit-notice-begun")));
  await sound(page, "the contents");
  return new URL(page.url()).pathname;
}

async function writes(journey) {
  const author = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(author, "administrator");
  const draft = await begin(author);

  // From the contents to a norm; its field is saved when it is left.
  await follow(page, page.getByRole("link", { name: /^Normas/ }));
  await sound(page, "a part");
  await follow(page, page.getByRole("link", { name: "Gaidīšana rindā" }));
  await seen(page.getByText(text("standards-edit-remove-entry")));
  await sound(page, "an entry");
  await fill(page, "title.lv", "Cik ilgi gaida");
  await saved(page);

  // A word where a number is due: it stays, and the field says what is wrong.
  await fill(page, "promise.target_percent", "gandrīz vienmēr");
  const wrong = page.locator('[id="f-promise.target_percent-error"]');
  await seen(wrong);
  assert.equal(await field(page, "promise.target_percent").inputValue(), "gandrīz vienmēr");
  await sound(page, "an entry with a mistake");

  // The session ends; after signing in again what was typed is there.
  await author.context.clearCookies();
  await signIn(author, "administrator");
  await author.open(`${draft}/item?at=norm/wait`);
  assert.equal(await field(page, "promise.target_percent").inputValue(), "gandrīz vienmēr");
  assert.equal(await field(page, "title.lv").inputValue(), "Cik ilgi gaida");
  await fill(page, "promise.target_percent", "85");
  await until("the mistake is gone", async () => !(await wrong.count()));
  return { author, page, draft };
}

/** Words that are not sent yet when their page is left: the browser asks first, and whoever goes finds them again. */
async function leaves(author, page, draft) {
  await author.open(`${draft}/text`);
  const area = page.locator("textarea[name=source]");
  const onTop = async (words) => {
    await tabTo(page, area);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type(words);
  };
  author.expects(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to (load|fetch)/);
  await author.context.setOffline(true);
  await onTop("# Nav aizsūtīts\n");
  await tabTo(page, page.getByRole("link", { name: text("standards-edit-history"), exact: true }));
  await seen(page.getByText(text("standards-edit-said-away")));
  const question = page.waitForEvent("dialog").then(async (dialog) => {
    assert.equal(dialog.type(), "beforeunload");
    await dialog.dismiss();
  });
  await Promise.all([question, page.keyboard.press("Enter")]);
  assert.match(await area.inputValue(), /^# Nav aizsūtīts\n/);
  await author.context.setOffline(false);
  await onTop("# Aizsūtīts\n");
  await seen(page.getByText(text("standards-edit-said-kept")));
  await sound(page, "a text that is kept");

  // Whoever goes at once, though asked, has sent it by going.
  await onTop("# Aizejot\n");
  page.once("dialog", (dialog) => dialog.accept());
  await author.open(`${draft}/history`);
  await until("what was written waits", async () => {
    await author.open(`${draft}/text`);
    return (await area.inputValue()).startsWith("# Aizejot\n# Aizsūtīts\n# Nav aizsūtīts\n");
  });
  await follow(page, page.getByRole("button", { name: text("standards-edit-let-go") }));
  assert.doesNotMatch(await area.inputValue(), /aizsūtīts/);
}

async function alone(journey) {
  const { author, page, draft } = await writes(journey);
  // A new entry, by its name.
  await author.open(`${draft}/part/principles`);
  await follow(page, page.getByRole("button", { name: /Princips|princips/ }));
  await fill(page, "name.lv", "Skaidra valoda");
  await saved(page);
  await fill(page, "paragraph", "7.1");
  await saved(page);
  await fill(page, "meaning.lv", "Rakstām tā, lai saprot ar pirmo reizi.");
  await saved(page);
  await author.open(`${draft}/preview?as=public`);
  await seen(page.getByText("Skaidra valoda"));
  await sound(page, "the preview");

  // The history tells what was done, and an earlier state comes back.
  await follow(page, page.getByRole("link", { name: text("standards-edit-history"), exact: true }));
  await sound(page, "the history");
  await follow(page, page.getByRole("link", { name: "2", exact: true }));
  await sound(page, "a state");
  await follow(page, page.getByRole("button", { name: text("standards-edit-return"), exact: true }));
  await seen(page.getByText(text("standards-edit-notice-returned")));

  await leaves(author, page, draft);

  // As text: a mistake of writing is told with its line and what was typed stays.
  author.expects(/422/);
  await author.open(`${draft}/text`);
  await sound(page, "the text");
  const area = page.locator("textarea[name=source]");
  await tabTo(page, area);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("format = \n");
  await page.keyboard.press("Escape");
  await follow(page, page.getByRole("button", { name: text("common-save") }));
  await seen(page.getByText(text("standards-edit-unreadable")));
  assert.match(await area.inputValue(), /^format = \n/);
  await follow(page, page.getByRole("button", { name: text("standards-edit-let-go") }));

  // It goes on as a version, which another person adopts.
  await author.open(draft);
  await follow(page, page.getByRole("button", { name: text("standards-edit-send") }));
  assert.match(new URL(page.url()).pathname, /^\/standard\/\d+$/);
  await seen(page.getByText(text("standards-same-person")));
}

async function together(journey) {
  const author = await journey.visitor({ motion: "reduce" });
  const { page } = await signIn(author, "administrator");
  const draft = await begin(author);
  const entry = `${draft}/item?at=norm/wait`;
  await author.open(entry);
  const colleague = await journey.visitor({ motion: "reduce" });
  const other = (await signIn(colleague, "quality")).page;
  await colleague.open(entry);
  // Each is told that the other is at the same entry.
  await seen(page.getByText(pattern("standards-edit-same-place")));

  // What one changes comes into the other's form without a new page, and what is being written there stays.
  await write(page, field(page, "title.lv"), "Cik ilgi gaida");
  await fill(other, "text.lv", "Klientu aicina desmit minūtēs.");
  await saved(other);
  await until("the other's words are in my form", async () => (await field(page, "text.lv").inputValue()) === "Klientu aicina desmit minūtēs.");
  assert.equal(await field(page, "title.lv").inputValue(), "Cik ilgi gaida");
  await page.keyboard.press("Tab");
  await until("my words are in the other's form", async () => (await field(other, "title.lv").inputValue()) === "Cik ilgi gaida");

  // Both write the same field: neither is overwritten, and whoever comes later chooses.
  author.expects(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to (load|fetch)/);
  await author.context.setOffline(true);
  await write(page, field(page, "text.lv"), "Mans teikums.");
  await seen(page.getByText(text("standards-edit-said-away")));
  await write(page, field(page, "promise.target_percent"), "gandrīz vienmēr");
  await fill(other, "text.lv", "Kolēģes teikums.");
  await saved(other);
  await author.context.setOffline(false);
  await Promise.all([page.waitForURL(/\/clash/), page.keyboard.press("Tab")]);
  await seen(page.getByText("Mans teikums."));
  await seen(page.getByText("Kolēģes teikums."));
  // What does not fit its field either stands apart, with the reason.
  await seen(page.getByRole("heading", { name: text("standards-edit-misfits") }));
  const choice = `${new URL(page.url()).pathname}${new URL(page.url()).search}`;
  for (const language of ["en", "lv"]) {
    await author.open(`${choice}&lang=${language}`);
    await seen(page.getByRole("heading", { level: 1, name: text("standards-edit-clash-title", language) }));
    await sound(page, `the choice, ${language}`);
  }
  await follow(page, page.getByRole("button", { name: text("standards-edit-settle") }));
  await until("what I chose is in the other's form", async () => (await field(other, "text.lv").inputValue()) === "Mans teikums.");
  // What did not fit waits in its field.
  assert.equal(await field(page, "promise.target_percent").inputValue(), "gandrīz vienmēr");
  await sound(page, "an entry after the choice");
  await fill(page, "promise.target_percent", "85");
  await saved(page);
}

async function withoutScript(journey) {
  const author = await journey.visitor({ script: false });
  const { page } = await signIn(author, "administrator");
  await author.open("/standard/drafts");
  await page.getByRole("button", { name: text("standards-edit-begin") }).click();
  const draft = new URL(page.url()).pathname;
  await author.open(`${draft}/item?at=norm/wait`);
  await field(page, "title.lv").fill("Cik ilgi gaida");
  await page.getByRole("button", { name: text("common-save") }).click();
  await seen(page.getByText(text("standards-edit-notice-saved")));
  assert.equal(await field(page, "title.lv").inputValue(), "Cik ilgi gaida");
}

export const journeys = [
  ["an author writes a standard and loses nothing", alone],
  ["two authors write in one standard and neither is overwritten", together],
  ["an author without script saves by the button", withoutScript],
];
