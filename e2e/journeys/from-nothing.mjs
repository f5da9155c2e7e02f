// From an empty folder to the first client: everything is set up with the keyboard, and the hall works.
import assert from "node:assert/strict";
import { PHONE, overflow, said, seen } from "../lib/browser.mjs";
import { byName, code, ownPasskeys } from "../lib/authenticator.mjs";
import { Desk, tabTo } from "../lib/desk.mjs";
import { choose, follow, send, tick, unfold, write } from "../lib/keyboard.mjs";
import { text } from "../lib/texts.mjs";

const INSTITUTION = { code: "pieraugi", name: "Pieraugu novada pašvaldība" };
const PASSWORD = "četri zirgi pie upes";
const ADMINISTRATOR = { name: "Ilze Liepa", email: "ilze.liepa@pieraugi.example" };
const SPECIALIST = { name: "Jānis Egle", email: "janis.egle@pieraugi.example" };
const HEADINGS = "Vārds, uzvārds;E-pasts;Amats;Centrs;Lomas";
const ROW = "Anna Priede;anna.priede@pieraugi.example;speciāliste;pieraugi;klientu apkalpošanas speciālists";
const WRONG = "Juris Osis;juris.osis@pieraugi.example;vadītājs;pierugi;tiešais vadītājs";
const RIGHT = WRONG.replace("pierugi", "pieraugi");

const form = (page, action) => page.locator(`form[action="${action}"]`);
const field = (page, name) => page.locator(`[name="${name}"]`);

/** Chooses a password by an invitation and signs in with it, as far as the second step. */
async function choosePassword(visitor, { email }, invitation, base = "") {
  const { page } = visitor;
  await visitor.open(`${base}${invitation}?lang=lv`);
  await write(page, field(page, "password"), PASSWORD);
  await write(page, field(page, "again"), PASSWORD);
  await follow(page, page.getByRole("button", { name: text("common-save") }));
  await visitor.open(`${base}/sign-in`);
  await write(page, field(page, "email"), email);
  await write(page, field(page, "password"), PASSWORD);
  await follow(page, page.getByRole("main").getByRole("button", { name: text("access-sign-in") }));
  assert.equal(new URL(page.url()).pathname, "/sign-in/second");
}

/** Comes in by an invitation and takes an authenticator into use. */
async function comeIn(visitor, who, invitation) {
  const { page } = visitor;
  await choosePassword(visitor, who, invitation);
  await write(page, field(page, "code"), code(await field(page, "secret").inputValue()));
  await follow(page, page.getByRole("main").getByRole("button", { name: text("access-sign-in") }));
  await seen(page.getByRole("heading", { level: 1 }));
}

/** The same for an administrator, who is let in by nothing less than a passkey. */
async function comeInWithPasskey(visitor, who, invitation, base) {
  const { page } = visitor;
  await ownPasskeys(visitor);
  await choosePassword(visitor, who, invitation, base);
  assert.equal(await field(page, "code").count(), 0, "an administrator is offered digits");
  await visitor.open(`${base}/setup`);
  assert.equal(new URL(page.url()).pathname, "/sign-in", "a password alone opens the set-up");
  await visitor.open(`${base}/sign-in/second`);
  await write(page, field(page, "name"), "darba dators");
  await tabTo(page, page.getByRole("button", { name: text("access-passkey-add") }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/setup$/);
  await seen(page.getByRole("heading", { level: 1 }));
}

/** Opens a part of the set-up page, fills its form and sends it. */
async function add(page, what, values) {
  await unfold(page, page.locator(`#add-${what}`));
  const there = form(page, `/setup/${what}`);
  for (const [name, value] of Object.entries(values)) await write(page, there.locator(`[name="${name}"]`), value);
  await send(page, there, `organisation-add-${what}`);
}

/** A day open around the clock but for half an hour that is not now, whatever day and hour it is. */
function splitDay(now = new Date()) {
  const about = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Riga", weekday: "long", hour: "2-digit", hourCycle: "h23" });
  const parts = Object.fromEntries(about.formatToParts(now).map(({ type, value }) => [type, value]));
  const [closes, opens] = Number(parts.hour) < 12 ? ["18.00", "18.30"] : ["6.00", "6.30"];
  return { day: parts.weekday.toLowerCase(), times: { "0_from": "0.00", "0_to": closes, "1_from": opens, "1_to": "24.00" } };
}

async function setHours(page) {
  await follow(page, page.getByRole("link", { name: "Pieraugu KAC" }));
  await follow(page, page.getByRole("link", { name: text("organisation-change-hours") }));
  const { day, times } = splitDay();
  for (const [opening, time] of Object.entries(times)) await write(page, field(page, `${day}_${opening}`), time);
  await tick(page, field(page, "days_off"));
  await send(page, form(page, new URL(page.url()).pathname), "organisation-save-hours");
  assert.match(await field(page, `${day}_1_from`).inputValue(), /^\d?\d[.:]30$/);
  await follow(page, page.getByRole("main").getByRole("link", { name: text("organisation-title") }));
}

/** Two employees from a file whose second row names a branch that is not there; corrected, both come in. */
async function importPeople(page) {
  await follow(page, page.getByRole("link", { name: text("organisation-import") }));
  const look = form(page, "/setup/import");
  await choose(page, field(page, "file"), "darbinieki.csv", `${HEADINGS}\r\n${ROW}\r\n${WRONG}\r\n`);
  await send(page, look, "organisation-import-check");
  const problem = page.getByRole("row").filter({ hasText: "pierugi" });
  assert.match(await said(problem), /^3\s/, "the row is counted as the office program counts it");
  assert.match(await said(problem), /Pieraugu KAC/, "the branch that was probably meant is named");
  assert.equal(await form(page, "/setup/import/apply").count(), 0, "a file with a mistake is not imported");

  await choose(page, field(page, "file"), "darbinieki.csv", `${HEADINGS}\r\n${ROW}\r\n${RIGHT}\r\n`);
  await send(page, look, "organisation-import-check");
  await send(page, form(page, "/setup/import/apply"), "organisation-import-do");
  await follow(page, page.getByRole("main").getByRole("link", { name: text("organisation-title") }));
  await seen(page.getByRole("link", { name: "Anna Priede" }));
  await seen(page.getByRole("link", { name: "Juris Osis" }));
}

/** Adds somebody who serves, and gives the invitation that is shown. */
async function invite(page) {
  const there = form(page, "/setup/employee");
  await write(page, there.locator("[name=name]"), SPECIALIST.name);
  await write(page, there.locator("[name=email]"), SPECIALIST.email);
  await write(page, there.locator("[name=post]"), "speciālists");
  // A list opens and moves by letters.
  await there.locator("[name=branch]").focus();
  await page.keyboard.type("Pieraugu");
  await tick(page, there.locator("[value=service_specialist]"));
  await send(page, there, "organisation-add-employee");
  const [link] = /\/invite\/[\w-]+/.exec(await page.getByRole("main").innerText()) ?? [];
  assert(link, "no invitation is shown");
  return link;
}

/** Adds a kiosk and gives the code it is paired by. */
async function addKiosk(page) {
  await follow(page, page.getByRole("button", { name: text("organisation-add-kiosk") }));
  const [before] = text("organisation-paired").split("{");
  const told = await said(page.getByText(before.trim()));
  return told.slice(before.length).split(".")[0].trim();
}

async function fromNothing(journey) {
  const program = await journey.fromNothing(INSTITUTION, ADMINISTRATOR);
  const administrator = await journey.visitor({}, program);
  const { page } = administrator;
  await comeInWithPasskey(administrator, ADMINISTRATOR, program.invitation, byName(program));
  await add(page, "branch", { code: "pieraugi", name: "Pieraugu KAC", address: "Upes iela 1, Pieraugi", phone: "+371 60000000" });
  await setHours(page);
  await add(page, "line", { letter: "A", name: "Izziņas", name_en: "Statements" });
  await add(page, "service", { code: "IZZ", name: "Izziņa par dzīvesvietu", name_en: "Statement of residence", minutes: "5" });
  await add(page, "counter", { number: "7" });
  await importPeople(page);
  const invitation = await invite(page);
  const pairing = await addKiosk(page);

  const kiosk = await journey.visitor({ viewport: { width: 1080, height: 1920 }, touch: true }, program);
  await kiosk.open("/device");
  await kiosk.page.getByLabel(text("access-device-code")).fill(pairing);
  await kiosk.page.getByRole("button", { name: text("access-device-pair") }).tap();
  await seen(kiosk.page.locator(".kiosk-line").filter({ hasText: "Izziņas" }));
  await kiosk.page.locator(".kiosk-line").first().tap();
  await seen(kiosk.page.locator(".kiosk-number"));
  const number = await said(kiosk.page.locator(".kiosk-number"));
  assert.match(number, /^A\s?001$/);

  const specialist = await journey.visitor({}, program);
  await comeIn(specialist, SPECIALIST, invitation);
  const desk = await new Desk(specialist).sitDown();
  await desk.press("n");
  await desk.has(number);
  await desk.press("s");
  await desk.press("n");
  await seen(desk.idle);

  // The hours as they were set are what clients read on a phone.
  const client = await journey.visitor({ viewport: PHONE, touch: true }, program);
  await client.open("/i/pieraugi");
  await seen(client.page.getByText("Pieraugu KAC"));
  assert.equal(await overflow(client.page), null);
}

export const journeys = [["from an empty folder to the first client, set up with the keyboard only", fromNothing]];
