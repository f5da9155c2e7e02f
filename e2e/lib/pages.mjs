// Every page of the program, from its own table of routes: who may see it, and under which address it is found.
import assert from "node:assert/strict";
import { Colleague, list } from "./colleague.mjs";
import { PEOPLE, pair, signIn } from "./people.mjs";

/** Answers that are no pages: parts of pages, streams, files, and what other programs read. */
const NO_PAGE = /\/(fragment|live|notices|rows)$|^\/api\/|^\/evidence\/files\/|\/(original|formatted)$|\/files\/(\{message\}\/)?\{place\}$|^\/(healthz|readyz|metrics|live)$|\/calendar\/\{secret\}$|\.(csv|xlsx|json|svg|toml|png|pdf)$/;

/** Pages that show something of their own only in the middle of a step that journeys or tests of the room walk. */
const IN_A_STEP = new Set([
  // The second step stands between a password and a session; a demonstration signs in without either.
  "/sign-in/second",
  // An invitation opens by a secret that only its letter holds.
  "/invite/{secret}",
  // The same for a forgotten password.
  "/reset/{secret}",
  // A letter of ours is there once one has been written; the journey of the composer prints one and sends one again.
  "/cases/{case}/letters/{message}/print",
  "/cases/{case}/letters/{message}/again",
  // What a client is to be told is there once something has happened; tests of correspondence print it.
  "/cases/{case}/news/{news}/print",
  // One that did not arrive is there once a server has said so; tests of correspondence walk it.
  "/cases/{case}/letters/{message}/returned",
  // A letter without a case is there once a mailbox is read, and the demonstration reads none.
  "/letters/{id}",
  // The same for a template, which that journey makes.
  "/templates/{id}",
  "/setup/templates/{id}",
]);

const NEEDS = {
  "queue.serve": "specialist",
  "queue.supervise": "supervisor",
  "cases.work": "specialist",
  "cases.assign": "supervisor",
  "measures.read": "supervisor",
  "standards.read": "supervisor",
  "standards.draft": "administrator",
  "standards.adopt": "administrator",
  "setup.manage": "administrator",
  "evidence.read": "supervisor",
  "evidence.keep": "supervisor",
  "record.read": "administrator",
  "record.keep": "administrator",
  "feedback.keep": "quality",
};

function whoSees(route) {
  if (route.guard === "device") return route.needs;
  if (route.guard === "right") return NEEDS[route.needs] ?? `nobody knows who has ${route.needs}`;
  return route.guard === "signed_in" ? "specialist" : "stranger";
}

/** One of each thing that pages are about. */
export async function things(journey) {
  const { program } = journey;
  const colleague = await Colleague.hire(program, "ezermala");
  const { branch } = colleague;
  const { lines, counters } = await colleague.hall();
  const ticket = await colleague.post("/api/v1/tickets", { branch: branch.id, line: lines[0].id });
  const services = list(await colleague.get("/api/v1/services"));
  const employees = list(await colleague.get("/api/v1/employees"));
  const opened = await colleague.post("/api/v1/cases", {
    kind: "question",
    subject: "Kad remontēs ielu?",
    branch: branch.id,
    owner: employees[0].id,
    client_name: "",
    client_contact: "klients@example.lv",
    channel: "visit",
  });
  // A register shows what stands in it; a suggestion is there for everybody who works on cases.
  const suggestion = await colleague.post("/api/v1/cases", {
    kind: "suggestion",
    subject: "Soliņš pie durvīm",
    branch: branch.id,
    owner: employees[0].id,
    client_name: "",
    client_contact: "klients@example.lv",
    channel: "visit",
  });
  const obligation = await anObligation(program, colleague);
  const { request, nonconformity } = await betweenColleagues(journey);
  const callback = await aCallback(journey);
  const written = await aSubmission(journey);
  return {
    institution: "ezermala", branch, ticket: ticket.id, line: lines[0].id, counter: counters[0].id, service: services[0].id,
    request, nonconformity, callback, written, draft: await aDraft(journey), mailbox: await aMailbox(journey), webhook: await aWebhook(journey), employee: employees[0].id, unit: employees.find((one) => one.unit)?.unit, case: opened.id ?? opened.case, suggestion: suggestion.id ?? suggestion.case, code: opened.code, obligation, norm: obligation.norm,
  };
}

/** A call that was missed. */
async function aCallback(journey) {
  const specialist = await journey.visitor();
  const { page } = await signIn(specialist, "specialist");
  await specialist.open("/callbacks/new");
  await page.check("[name=what][value=missed]");
  await page.fill("[name=phone]", "67 123 456");
  await page.selectOption("[name=branch]", { index: 1 });
  await page.locator("form[action='/callbacks'] button[type=submit]").click();
  await page.waitForURL(/notice=saved/);
  return new URL(page.url()).pathname.split("/").at(-1);
}

/** A case that came in writing: what was written down together with a client. */
async function aSubmission(journey) {
  const specialist = await journey.visitor();
  const { page } = await signIn(specialist, "specialist");
  await specialist.open("/letters/new?way=counter");
  await page.fill("[name=name]", "Anna Liepa");
  await page.fill("[name=text]", "Lūdzu izsniegt izziņu par dzīvesvietu.");
  await page.selectOption("[name=branch]", { index: 1 });
  await page.locator("form[action='/letters/new'] button[type=submit]").click();
  const link = page.locator("main a[href^='/cases/'][href$='/nature']");
  await link.waitFor();
  return (await link.getAttribute("href")).split("/")[2];
}

/** A working copy of the standard in force. */
async function aDraft(journey) {
  const author = await journey.visitor();
  const { page } = await signIn(author, "administrator");
  await author.open("/standard/drafts");
  await page.locator("form[action='/standard/drafts'] button[type=submit]").click();
  await page.waitForURL(/\/standard\/drafts\/\d+/);
  return new URL(page.url()).pathname.split("/").at(-1);
}

/** A mailbox that nobody reads in a demonstration. */
export async function aMailbox(journey) {
  const administrator = await journey.visitor();
  const { page } = await signIn(administrator, "administrator");
  await administrator.open("/setup/mailboxes");
  for (const [field, value] of Object.entries({ name: "Ezermalas KAC", address: `pasts${Date.now()}@ezermala.example`, in_host: "imap.ezermala.example", out_host: "smtp.ezermala.example", login: "pasts" })) {
    await page.fill(`[name=${field}]`, value);
  }
  await page.locator("form[action='/setup/mailboxes'] button[type=submit]").click();
  await page.waitForURL(/notice=saved/);
  const href = await page.locator("main td a[href^='/setup/mailboxes/']").last().getAttribute("href");
  return href.split("/").at(-1);
}

/** A program that is to be called; none is in a demonstration. */
async function aWebhook(journey) {
  const administrator = await journey.visitor();
  const { page } = await signIn(administrator, "administrator");
  await administrator.open("/setup/webhooks");
  await page.fill("[name=name]", "Rindas panelis");
  await page.fill("[name=address]", "https://panelis.ezermala.example/sanemt");
  await page.locator("#f-kind summary").first().click();
  await page.locator("[name=kind][value='case.*']").check();
  await page.locator("form[action='/setup/webhooks'] button[type=submit]").click();
  const link = page.locator("main td a[href^='/setup/webhooks/']").last();
  await link.waitFor();
  return (await link.getAttribute("href")).split("/").at(-1);
}

/** A question of the specialist to a colleague, and a report to the direct manager. */
async function betweenColleagues(journey) {
  const specialist = await journey.visitor();
  const { page } = await signIn(specialist, "specialist");
  await specialist.open("/requests/new");
  await page.selectOption("[name=to]", await page.locator("#f-to optgroup").last().locator("option").first().getAttribute("value"));
  await page.fill("[name=topic]", "Ziemas darbi");
  await page.fill("[name=question]", "Kurš tīra ietvi?");
  await page.locator("form[action='/requests'] button[type=submit]").click();
  await page.waitForURL(/notice=asked/);
  const request = new URL(page.url()).pathname.split("/").at(-1);
  await specialist.open("/nonconformities/new");
  await page.fill("[name=found]", "Nav veidlapas.");
  await page.locator("[name=kind][value=other]").check();
  await page.locator("form[action='/nonconformities'] button[type=submit]").click();
  await page.waitForURL(/notice=kept/);
  return { request, nonconformity: new URL(page.url()).pathname.split("/").at(-1) };
}

/** An obligation that was met, of any promise the public sees. */
async function anObligation(program, colleague) {
  const page = await (await fetch(`${program.url}/i/ezermala/promises`)).text();
  for (const [, norm] of page.matchAll(/<li class="promise[^"]*" id="([^"]+)"/g)) {
    const [obligation] = list(await colleague.get(`/api/v1/obligations?state=met&norm=${encodeURIComponent(norm)}`));
    if (obligation) return { ...obligation, day: dayNumber(obligation.opened_at) };
  }
  throw new Error("a month of history has no obligation that was met");
}

/** The local day of an instant, in days since 1970. */
function dayNumber(instant) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Riga" }).format(new Date(instant));
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** The address of a route for these things; `undefined` for a gap nobody can fill. */
function address(path, known) {
  const gaps = {
    institution: known.institution,
    branch: path.startsWith("/i/") ? known.branch.code : known.branch.id,
    code: known.code,
    norm: known.norm,
    number: "1",
    role: "council",
    kind: "employees",
    subject: known.ticket,
    draft: known.draft,
    state: "1",
    part: "norms",
    matter: "complaint",
  };
  const ids = {
    branch: known.branch.id, ticket: known.ticket, case: known.case, line: known.line, counter: known.counter, service: known.service,
    employee: known.employee, unit: known.unit, mailbox: known.mailbox, webhook: known.webhook, request: known.request, nonconformity: known.nonconformity, callback: known.callback, obligation: known.obligation.id, standard: "1",
  };
  const named = (gap, before) => gaps[gap] ?? ids[gap] ?? (gap === "id" ? ids[before.replace(/(ch|x)es$/, "$1").replace(/s$/, "")] : undefined);
  const parts = path.split("/");
  if (path === "/cases/{case}/nature" || path === "/cases/{case}/paper") return path.replace("{case}", known.written);
  if (path === "/feedback/{case}") return `/feedback/${known.suggestion}`;
  const filled = parts.map((part, index) => (part.startsWith("{") ? named(part.slice(1, -1), parts[index - 1] ?? "") : part));
  if (filled.includes(undefined)) return undefined;
  return filled.join("/") + (path === "/obligations/{id}" ? `?day=${known.obligation.day}` : "");
}

/** All pages: route, who sees it, address. Fails on a page that nobody has told us how to reach. */
export function all(program, known) {
  const routes = JSON.parse(program.ask("routes", "--json"));
  const pages = routes
    .filter((route) => route.method === "GET" && route.guard !== "api" && !NO_PAGE.test(route.path) && !IN_A_STEP.has(route.path))
    .map((route) => ({ path: route.path, who: whoSees(route), address: address(route.path, known) }));
  const lost = pages.filter((page) => page.address === undefined || ![...Object.keys(PEOPLE), "kiosk", "display", "stranger"].includes(page.who));
  assert.deepEqual(lost, [], "e2e/lib/pages.mjs does not know how these pages are reached");
  return pages;
}

/** Somebody who may see the pages of `who`. */
export async function someone(journey, who, options) {
  const visitor = await journey.visitor(options);
  if (who === "kiosk" || who === "display") await pair(visitor, who);
  else if (who !== "stranger") await signIn(visitor, who);
  return visitor;
}
