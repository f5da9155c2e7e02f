// Every page, by everybody who may see it: no finding of axe in either language or colour scheme, nothing wider than a
// phone, and a page in each language says so.
import assert from "node:assert/strict";
import { findings } from "../lib/axe.mjs";
import { PHONE, WIDE, overflow } from "../lib/browser.mjs";
import { Colleague } from "../lib/colleague.mjs";
import { Desk } from "../lib/desk.mjs";
import { all, someone, things } from "../lib/pages.mjs";
import { signIn } from "../lib/people.mjs";

const WHO = ["stranger", "kiosk", "display", "specialist", "supervisor", "administrator"];

/** What depends on the words is found in both languages, what depends on colours in both schemes: two forms hold both. */
const FORMS = [["lv", "light"], ["en", "dark"]];

/** What is folded away is looked at too. */
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

const withLanguage = (address, language) => `${address}${address.includes("?") ? "&" : "?"}lang=${language}`;

/** Looks at one page in both forms, and on a phone; the scheme changes without a new page, as it does in the evening. */
async function look(visitor, address, open = (path) => visitor.open(path)) {
  const { page } = visitor;
  const found = [];
  const note = (where, lines) => found.push(...lines.map((line) => `${address} (${where}): ${line}`));
  for (const [language, colorScheme] of FORMS) {
    await page.setViewportSize(WIDE);
    await open(withLanguage(address, language));
    await unfold(page);
    const said = await page.locator("html").getAttribute("lang");
    if (said !== language) note(language, [`the page says it is in ${said}`]);
    if ((await page.locator("h1").count()) !== 1) note(language, [`${await page.locator("h1").count()} headings of the first level`]);
    if ((await page.content()).includes("⟦")) note(language, ["a message is missing"]);
    await page.emulateMedia({ colorScheme });
    note(`${language}, ${colorScheme}`, await findings(page));
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(PHONE);
    const wide = await overflow(page);
    if (wide) note(`${language}, 360 px`, [wide]);
    if (language === "lv") note("360 px", await findings(page));
  }
  return found;
}

/** The things the pages are about are made once in a program, by whoever comes first. */
const made = new WeakMap();
function thingsOnce(journey) {
  if (!made.has(journey.program)) made.set(journey.program, things(journey));
  return made.get(journey.program);
}

function pagesOf(who) {
  return async (journey) => {
    const known = await thingsOnce(journey);
    const pages = all(journey.program, known).filter((page) => page.who === who);
    assert(pages.length > 0, `no page for ${who}`);
    // Colours fade in; axe must not look in between.
    const visitor = await someone(journey, who, { motion: "reduce" });
    const found = [];
    for (const { address } of pages) {
      try {
        found.push(...(await look(visitor, address)));
      } catch (error) {
        found.push(`${address}: ${error.message.split("\n")[0]}`);
      }
    }
    assert.equal(found.length, 0, `\n${found.join("\n")}`);
    console.log(`       ${pages.length} pages`);
  };
}

/** The screens that are another screen at each step of a visit. */
async function everyStep(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const { lines } = await colleague.hall();
  const ticket = await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id, priority: true });
  await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[1].id });
  const calm = { motion: "reduce" };
  const [specialist, supervisor, display, client] = [
    await signIn(await journey.visitor(calm), "specialist", { branch: "ezermala", nth: 2 }),
    await someone(journey, "supervisor", calm),
    await someone(journey, "display", calm),
    await journey.visitor(calm),
  ];
  const desk = await new Desk(specialist).sitDown();
  const found = [];
  const note = (step, lines) => found.push(...lines.map((line) => `${step}: ${line}`));

  note("free", await look(specialist, "/workplace"));
  await specialist.page.setViewportSize(WIDE);
  await desk.press("n");
  note("called", await look(specialist, "/workplace"));
  note("called", await look(client, `/i/ezermala/ticket/${ticket.id}`));
  note("called", await look(display, "/display"));
  await desk.press("s");
  note("serving", await look(specialist, "/workplace"));
  note("serving", await look(client, `/i/ezermala/ticket/${ticket.id}`));
  note("serving", await look(supervisor, "/floor"));
  await desk.unfold("?");
  note("keys", await findings(specialist.page));
  await desk.unfold("Escape");
  await desk.getUp();
  note("finished", await look(client, `/i/ezermala/ticket/${ticket.id}`));
  note("finished", await look(supervisor, "/floor"));
  assert.equal(found.length, 0, `\n${found.join("\n")}`);
}

/** Looks at what is on the screen now and has no address of its own: an answer to a form. */
async function lookHere(page) {
  const found = [];
  await unfold(page);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await findings(page)).map((line) => `${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(PHONE);
  const wide = await overflow(page);
  if (wide) found.push(`360 px: ${wide}`);
  found.push(...(await findings(page)).map((line) => `360 px: ${line}`));
  await page.setViewportSize(WIDE);
  return found;
}

const LATVIAN_AND_ENGLISH = ["lv", "en"];

/** A file of employees and a file of the standard, each with mistakes in it. */
async function mistakesInFiles(journey) {
  const administrator = (await journey.visitor({ motion: "reduce" })).expects(/422/);
  const { page } = await signIn(administrator, "administrator");
  const found = [];
  for (const language of LATVIAN_AND_ENGLISH) {
    const note = (step, lines) => found.push(...lines.map((line) => `${step} (${language}): ${line}`));
    const sent = (button) => Promise.all([page.waitForEvent("load"), page.locator(button).first().click()]);
    await administrator.open(`/setup/import?lang=${language}`);
    const rows = "Name;E-mail;Branch;Roles\r\nAnna Priede;anna.priede@ezermala.example;ezermala;\r\nJuris;nobody;ezermla;king\r\n";
    await page.locator("[name=file]").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
    await sent("form[action='/setup/import'] button");
    assert((await page.getByRole("table").count()) >= 1, "the mistakes are listed");
    note("import with mistakes", await lookHere(page));
    await administrator.open(`/standard/upload?lang=${language}`);
    await page.locator("[name=source]").fill('format = 1\nid = "x"\nextends = "handbok"\n[parameters]\n"queue.no_show_second" = 5\n');
    await sent("form[action='/standard/upload'] button");
    note("standard with mistakes", await lookHere(page));
  }
  assert.equal(found.length, 0, `\n${found.join("\n")}`);
}

/** Help that is asked for and taken, and a visit of two services, as the kiosk, the desk and the floor show them. */
async function helpAndServices(journey) {
  const colleague = await Colleague.hire(journey.program, "ezermala");
  const { lines } = await colleague.hall();
  await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id });
  const calm = { motion: "reduce" };
  const specialist = await signIn(await journey.visitor(calm), "specialist", { branch: "ezermala", nth: 1 });
  const supervisor = await someone(journey, "supervisor", calm);
  const kiosk = await someone(journey, "kiosk", calm);
  const desk = await new Desk(specialist).sitDown();
  const found = [];
  const note = (step, lines) => found.push(...lines.map((line) => `${step}: ${line}`));
  const { page } = specialist;
  const sent = (button) => Promise.all([page.waitForEvent("load"), button.click()]);
  await desk.press("n");
  for (const when of ["now", "later"]) {
    if (!(await page.locator("#visit").evaluate((details) => details.open))) await desk.unfold("a");
    await page.locator("#visit select[name=service]").selectOption({ index: when === "now" ? 1 : 2 });
    await sent(page.locator(`#visit form.form button[value=${when}]`));
  }
  await kiosk.open("/kiosk/help");
  await Promise.all([kiosk.page.waitForEvent("load"), kiosk.page.locator("form[action='/kiosk/help'] button").click()]);
  note("asked", await look(kiosk, "/kiosk/help"));
  note("asked", await look(specialist, "/workplace"));
  note("asked", await look(supervisor, "/floor"));
  await specialist.open("/workplace?lang=lv");
  await sent(page.locator("form[action='/workplace/help'] button"));
  note("taken", await look(kiosk, "/kiosk/help"));
  note("taken", await look(specialist, "/workplace"));
  await specialist.page.setViewportSize(WIDE);
  await desk.getUp();
  note("two services finished", await look(supervisor, "/floor"));
  assert.equal(found.length, 0, `\n${found.join("\n")}`);
}

/** A page that is not there is a page too. */
async function nothingThere(journey) {
  const client = (await journey.visitor({ motion: "reduce" })).expects(/404/);
  const found = await look(client, "/i/ezermala/nothing", async (path) => {
    const answer = await client.page.goto(path);
    assert.equal(answer.status(), 404);
  });
  assert.equal(found.length, 0, `\n${found.join("\n")}`);
}

export const journeys = [
  ...WHO.map((who) => [`accessibility: every page of the ${who}`, pagesOf(who)]),
  ["accessibility: the screens at each step of a visit", everyStep],
  ["accessibility: files with mistakes in them", mistakesInFiles],
  ["accessibility: help in the hall and a visit of two services", helpAndServices],
  ["accessibility: a page that is not there", nothingThere],
];
