// The answer is not possible in time: a specialist whose mouse lies in a drawer tells the client from the inbox when it comes,
// sees the new day in the case, and the client reads it on the page behind the link.
import assert from "node:assert/strict";
import { PHONE, said, seen, until } from "../lib/browser.mjs";
import { enter } from "../lib/desk.mjs";
import { follow, tick, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const REASON = "gaidām mērnieka datus";

/** Writes without an address, so that the page behind the link is where the client hears of it. */
async function asks(client) {
  const { page } = client;
  await client.open("/i/ezermala/write/request");
  await page.selectOption("[name=branch]", { index: 1 });
  await page.fill("[name=text]", "Kad uzmērīs zemi pie Liepu ielas?");
  await page.getByRole("button", { name: text("correspondence-write-send") }).click();
  await seen(page.getByRole("heading", { level: 1, name: text("correspondence-received-title") }));
  const link = new URL(await page.locator("main a[href*='/case/']").getAttribute("href")).pathname;
  const [reference] = (await said(page.locator("main"))).match(/\d{4}-\d{6}/);
  return { link, reference };
}

/** Confirms by keyboard whatever the standard asks about, and tells the client; as often as it asks. */
async function tells(page) {
  for (let tries = 0; tries < 4; tries += 1) {
    for (const box of await page.locator("#looked [name=confirm]").all()) await tick(page, box);
    const reread = page.locator("[name=reread]");
    if (await reread.count()) await tick(page, reread);
    await follow(page, page.getByRole("button", { name: text("correspondence-delay-tell"), exact: true }));
    if (page.url().includes("notice=")) return;
  }
  assert.fail(`the client is not told: ${await said(page.locator("main"))}`);
}

async function tellsOfADelay(journey) {
  const client = await journey.visitor({ viewport: PHONE });
  const { link, reference } = await asks(client);
  const specialist = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(specialist, "specialist", { branch: "ezermala" });

  // To the inbox by its link in the bar, to everything by its tab, to the one row by its number, and on by its key.
  await follow(page, page.locator(".bar-nav a[href='/inbox']"));
  await follow(page, page.locator("nav a[href*='view=all']"));
  await page.keyboard.press("f");
  await page.keyboard.type(reference);
  await Promise.all([page.waitForURL(/q=/), page.keyboard.press("Enter")]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await until("the row has the focus", () => page.evaluate((number) => document.activeElement?.textContent === number, reference));
  await Promise.all([page.waitForURL(/\/letters\/delay$/), page.keyboard.press("d")]);
  const path = new URL(page.url()).pathname.replace(/\/letters\/delay$/, "");

  // The day is proposed; the reason is typed.
  const day = await page.inputValue("[name=new_date]");
  assert.match(day, /^\d{4}-\d{2}-\d{2}$/);
  await write(page, page.locator("[name=reason]"), REASON);
  await tells(page);

  // The case shows the new day, and so does the page of the client.
  await enter(page, page.locator(`main a[href='${path}']`).first());
  await page.waitForURL(new RegExp(`${path}$`));
  await seen(page.getByText(REASON).first());
  const number = String(Number(day.slice(8)));
  assert.match(await said(page.locator("main")), new RegExp(`${number}\\.`));

  await client.open(link);
  await client.page.locator("main form button[type=submit]").first().click();
  const read = await said(client.page.locator("main"));
  assert.ok(read.includes(REASON), read);
  assert.match(read, new RegExp(`${number}\\.`));
}

export const journeys = [["a specialist tells from the inbox when the answer comes, and the client reads it", tellsOfADelay]];
