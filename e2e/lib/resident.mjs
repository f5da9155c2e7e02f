// A resident at the door of the website: what a journey about an answer begins with.
import { PHONE, said, seen } from "./browser.mjs";
import { text } from "./texts.mjs";

/** Writes a request with an e-mail address to answer to; returns the number of the case. */
export async function writesARequest(journey, words) {
  const resident = await journey.visitor({ viewport: PHONE });
  await resident.open("/i/ezermala/write/request");
  const { page } = resident;
  await page.selectOption("[name=branch]", { index: 1 });
  await page.fill("[name=text]", words);
  await page.fill("[name=contact]", `klients${Date.now()}@example.lv`);
  await page.getByRole("button", { name: text("correspondence-write-send") }).click();
  await seen(page.getByRole("heading", { level: 1, name: text("correspondence-received-title") }));
  const [reference] = (await said(page.locator("main"))).match(/\d{4}-\d{6}/);
  return reference;
}
