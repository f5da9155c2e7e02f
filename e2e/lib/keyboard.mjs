// A person whose mouse lies in a drawer: everything by Tab, letters, Space and Enter.
import { enter, tabTo } from "./desk.mjs";
import { text } from "./texts.mjs";

/** Goes to a field and writes over what it holds. */
export async function write(page, field, value) {
  await tabTo(page, field);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(value);
}

/** Goes to a box and ticks it, unless it is ticked already. */
export async function tick(page, box) {
  await tabTo(page, box);
  if (!(await box.first().isChecked())) await page.keyboard.press("Space");
}

/** Presses Enter on something that leads to another page, and waits for that page. */
export async function follow(page, wanted) {
  await tabTo(page, wanted);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

/** Unfolds what a summary hides. */
export async function unfold(page, details) {
  if (!(await details.first().evaluate((element) => element.open))) await enter(page, details.locator("summary"));
}

/** Chooses a file that exists in memory only. */
export async function choose(page, field, name, content) {
  await tabTo(page, field);
  const opened = page.waitForEvent("filechooser");
  // The browser is told only now that somebody listens; a key pressed sooner would open a window of the desktop.
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  const chooser = await opened;
  await chooser.setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

/** Presses the button of a form that has this key for its words. */
export const send = (page, form, key) => follow(page, form.getByRole("button", { name: text(key), exact: true }));
