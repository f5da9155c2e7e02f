// Journeys through the real program in a real browser.
//
//   node e2e/run.mjs [--program FILE] [--only WORD]     all journeys, or those whose name has the word
//   node e2e/run.mjs --shots FOLDER                     pictures of every screen: wide, phone, dark, paper
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { launch, Visitor } from "./lib/browser.mjs";
import { Program } from "./lib/program.mjs";
import { shoot } from "./shots.mjs";
import * as counter from "./journeys/counter.mjs";
import * as phone from "./journeys/phone.mjs";
import * as withoutScript from "./journeys/without-script.mjs";
import * as twoBrowsers from "./journeys/two-browsers.mjs";
import * as fromNothing from "./journeys/from-nothing.mjs";
import * as visit from "./journeys/visit.mjs";
import * as help from "./journeys/help.mjs";
import * as evidence from "./journeys/evidence.mjs";
import * as standard from "./journeys/standard.mjs";
import * as passkey from "./journeys/passkey.mjs";
import * as acquaintance from "./journeys/acquaintance.mjs";
import * as resident from "./journeys/resident.mjs";
import * as author from "./journeys/author.mjs";
import * as approver from "./journeys/approver.mjs";
import * as assessor from "./journeys/assessor.mjs";
import * as casework from "./journeys/casework.mjs";
import * as complained from "./journeys/complained.mjs";
import * as deciding from "./journeys/deciding.mjs";
import * as writing from "./journeys/writing.mjs";
import * as composing from "./journeys/composing.mjs";
import * as residentWrites from "./journeys/resident-writes.mjs";
import * as backOffice from "./journeys/back-office.mjs";
import * as inbox from "./journeys/inbox.mjs";
import * as answering from "./journeys/answering.mjs";
import * as delaying from "./journeys/delaying.mjs";
import * as scheduling from "./journeys/scheduling.mjs";
import * as savedViews from "./journeys/saved-views.mjs";
import * as conflict from "./journeys/conflict.mjs";
import * as person from "./journeys/person.mjs";
import * as accessibility from "./journeys/accessibility.mjs";

const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const binary = resolve(option("--program") ?? "target/debug/solits");
if (!existsSync(binary)) {
  console.error(`${binary} is not there: cargo build -p solits makes it`);
  process.exit(1);
}

/** What a journey is given: the program, the browser, and visitors who are watched and sent home at the end. */
class Journey {
  constructor(program, browser) {
    Object.assign(this, { program, browser, visitors: [], others: [] });
  }
  /** Somebody new; at the demonstration, unless another program is named. */
  async visitor(options, program = this.program) {
    const visitor = await Visitor.arrive(this.browser, program.url, options);
    this.visitors.push(visitor);
    return visitor;
  }
  /** A program over an empty folder, which lives as long as the journey. */
  async fromNothing(institution, administrator) {
    const program = await Program.fromNothing(binary, institution, administrator);
    this.others.push(program);
    return program;
  }
  async end() {
    const troubles = this.visitors.flatMap((visitor) => visitor.troubles);
    await Promise.all(this.visitors.map((visitor) => visitor.leave()));
    await Promise.all(this.others.map((program) => program.stop()));
    return troubles;
  }
}

/** One journey; says what went wrong, with every trouble the browsers reported. */
async function go(name, steps, program, browser) {
  const began = Date.now();
  const journey = new Journey(program, browser);
  const wrong = [];
  try {
    await steps(journey);
  } catch (error) {
    wrong.push(error.stack ?? String(error));
    const page = journey.visitors.at(-1)?.page;
    if (page) wrong.push(`the last page was ${page.url()}`);
  }
  wrong.push(...(await journey.end()));
  console.log(`${wrong.length ? "FAILED" : "ok    "} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  for (const line of wrong) console.log(`       ${line.replaceAll("\n", "\n       ")}`);
  return wrong.length === 0;
}

/** Journeys one after the other over a demonstration and a browser of their own; how many went well and how many did not. */
async function lane(journeys) {
  const counts = { passed: 0, failed: 0 };
  if (journeys.length === 0) return counts;
  const [program, browser] = await Promise.all([Program.demo(binary), launch()]);
  const count = (well) => (counts[well ? "passed" : "failed"] += 1);
  try {
    for (const [name, steps] of journeys) count(await go(name, steps, program, browser));
    const inOrder = await program.stop();
    console.log(`${inOrder ? "ok    " : "FAILED"} the program stops in order when it is told to`);
    count(inOrder);
    if (counts.failed) console.log(program.log.slice(-20).join("\n"));
    return counts;
  } finally {
    await browser.close();
    if (program.child.exitCode === null) await program.stop();
  }
}

async function main() {
  if (option("--shots")) {
    const [program, browser] = await Promise.all([Program.demo(binary), launch()]);
    try {
      await shoot(option("--shots"), program, browser);
      return 0;
    } finally {
      await browser.close();
      await program.stop();
    }
  }
  const only = option("--only");
  const wanted = (rooms) => rooms.flatMap((room) => room.journeys).filter(([name]) => !only || name.includes(only));
  // Whoever adopts a standard makes everybody read anew a while later, so that acquaintance is looked at before it.
  const people = wanted([counter, phone, withoutScript, twoBrowsers, fromNothing, visit, help, evidence, passkey, acquaintance, standard, resident, author, approver, assessor, casework, complained, deciding, writing, composing, residentWrites, backOffice, inbox, answering, delaying, scheduling, savedViews, conflict, person]);
  // Looking at every page takes as long as everything that people do, so it goes on beside it, in a town of its own.
  const counts = await Promise.all([lane(people), lane(wanted([accessibility]))]);
  const sum = (what) => counts.reduce((all, each) => all + each[what], 0);
  if (sum("passed") + sum("failed") === 0) console.log(`no journey is named "${only}"`);
  console.log(`journeys: ${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") || !sum("passed") ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.stack ?? error);
    console.log("journeys: 0 passed, 1 failed");
    process.exit(1);
  },
);
