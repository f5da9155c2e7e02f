// A specialist who may not decide a case says so by keyboard: the case goes to whoever leads, and is not there any more for
// the one who said it.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { said, seen } from "../lib/browser.mjs";
import { Colleague, list } from "../lib/colleague.mjs";
import { tabTo } from "../lib/desk.mjs";
import { follow, send, write } from "../lib/keyboard.mjs";
import { signIn } from "../lib/people.mjs";
import { text } from "../lib/texts.mjs";

const broken = async (page) => (await violations(page)).map((one) => one.id);

/** Opens a case that is this person's. */
async function aCaseOf(journey, name, subject) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const owner = list(await colleague.get("/api/v1/employees")).find((one) => one.name === name);
  assert.ok(owner, `nobody is called ${name}`);
  const opened = await colleague.post("/api/v1/cases", {
    kind: "question", subject, branch: colleague.branch.id, owner: owner.id,
    client_name: "", client_contact: "klients@example.lv", channel: "visit",
  });
  const id = opened.id ?? opened.case;
  const owns = async () => (await colleague.get(`/api/v1/cases/${id}`)).owner;
  return { id, owner: owner.id, owns };
}

async function declares(journey) {
  const subject = `Robežstrīds ${Date.now()}`;
  const why = "Klients ir mans brālis.";
  const specialist = (await journey.visitor({ motion: "reduce" })).expects(/422|404/);
  const { page } = await signIn(specialist, "specialist", { branch: "ezermala" });
  const name = (await page.locator("header summary").last().innerText()).split("\n")[0].trim();
  const { id, owner, owns } = await aCaseOf(journey, name, subject);
  assert.equal(await owns(), owner);

  await specialist.open(`/inbox?view=mine&q=${encodeURIComponent(subject)}`);
  await seen(page.locator("tr[data-row]", { hasText: subject }));
  await specialist.open(`/cases/${id}`);
  // The way to it stands beside who has the case, with nothing to unfold.
  await follow(page, page.getByRole("link", { name: text("cases-conflict"), exact: true }));
  const form = page.locator("#conflict");
  // Without a word about what stands against it nothing is declared.
  await send(page, form, "cases-conflict-do");
  await seen(page.locator("#f-conflict_text-error"));
  assert.deepEqual(await broken(page), []);
  const kind = form.locator("[name=interest]");
  await tabTo(page, kind);
  // By its first letters, as whoever has no mouse chooses.
  await page.keyboard.type(text("cases-interest-personal").slice(0, 4));
  assert.equal(await kind.inputValue(), "personal");
  await write(page, form.locator("[name=conflict_text]"), why);
  await send(page, form, "cases-conflict-do");

  // It is said what became of it, and the case is not there: neither among the cases, nor in the inbox, nor at its address.
  await seen(page.getByText(text("cases-notice-conflict-declared")));
  assert.deepEqual(await broken(page), []);
  const of = encodeURIComponent(subject);
  for (const address of [`/cases?q=${of}`, `/inbox?view=all&q=${of}`]) {
    await specialist.open(address);
    assert.equal(await page.locator(`main a[href*='/cases/${id}']`).count(), 0, address);
  }
  for (const part of ["", "/letters", "/reply", "/pass-on"]) {
    assert.equal((await page.goto(`/cases/${id}${part}`)).status(), 404, part);
  }

  // Whoever leads has it now, with what was declared.
  assert.notEqual(await owns(), owner);
  const supervisor = await journey.visitor({ motion: "reduce" });
  const { page: above } = await signIn(supervisor, "supervisor");
  await supervisor.open(`/inbox?view=mine&q=${of}`);
  await seen(above.locator("tr[data-row]", { hasText: subject }));
  await supervisor.open(`/cases/${id}/pass-on`);
  const declared = await said(above.locator("#conflict ul"));
  assert.ok(declared.includes(name) && declared.includes(text("cases-interest-personal")), declared);
  assert.deepEqual(await broken(above), []);
}

export const journeys = [["whoever declares a conflict of interest sees the case no more, and whoever leads has it", declares]];
