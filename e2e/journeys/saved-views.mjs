// A specialist gives a narrowed inbox a name, comes back to it by the name, and deletes it: all without a mouse.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { seen } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { follow, send, unfold, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

/** Opens a case for each subject. */
async function cases(journey, subjects) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const [owner] = list(await colleague.get("/api/v1/employees"));
  for (const subject of subjects) {
    await colleague.post("/api/v1/cases", {
      kind: "question", subject, branch: colleague.branch.id, owner: owner.id,
      client_name: "", client_contact: "klients@example.lv", channel: "visit",
    });
  }
}

const broken = async (page) => (await violations(page)).map((one) => one.id);

async function namesAList(journey) {
  const [word, other] = [`bērzs${Date.now()}`, `ozols${Date.now()}`];
  await cases(journey, [`${word} pie skolas`, `${other} pie skolas`]);
  const name = `Bērzi ${Date.now()}`;
  const specialist = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(specialist, "specialist", { branch: "ezermala" });
  const row = (subject) => page.locator("tr[data-row]", { hasText: subject });
  await specialist.open("/inbox?view=all");
  await page.keyboard.press("f");
  await page.keyboard.type(word);
  await Promise.all([page.waitForURL(/q=/), page.keyboard.press("Enter")]);
  await seen(row(word));
  assert.equal(await row(other).count(), 0);

  // A list needs a name, and what narrows it is not lost over that.
  const save = page.locator("#save-view");
  await unfold(page, save);
  assert.deepEqual(await broken(page), []);
  await send(page, save, "common-save");
  await seen(page.locator("#f-name-error"));
  assert.deepEqual(await broken(page), []);
  await write(page, page.locator("main [name=name]"), name);
  await send(page, page.locator("main form[action='/inbox/views']"), "common-save");
  await seen(row(word));
  assert.equal(await row(other).count(), 0);

  // Left and come back to by its name.
  await follow(page, page.locator(".bar-nav a[href='/inbox']"));
  const chip = page.locator(".inbox-saved").getByRole("link", { name, exact: true });
  assert.equal(await chip.getAttribute("aria-current"), null, "the name is marked only where the list is shown");
  await follow(page, chip);
  await seen(row(word));
  assert.equal(await row(other).count(), 0);
  assert.equal(await chip.getAttribute("aria-current"), "page");
  assert.deepEqual(await broken(page), []);

  // Deleted, the name is gone from both pages, and the cases stay.
  await follow(page, page.getByRole("link", { name: text("inbox-views-manage"), exact: true }));
  const line = page.locator("main li.card").filter({ hasText: name });
  await seen(line);
  assert.deepEqual(await broken(page), []);
  await send(page, line, "inbox-view-delete");
  assert.equal(await line.count(), 0);
  await specialist.open(`/inbox?view=all&q=${word}`);
  await seen(row(word));
  assert.equal(await chip.count(), 0);
}

export const journeys = [["a specialist names a narrowed inbox, comes back to it by its name and deletes it, by keys alone", namesAList]];
