// Pictures of every screen: wide, on a phone, in the dark, on paper.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PHONE, Visitor, WIDE } from "./lib/browser.mjs";
import { all, someone, things } from "./lib/pages.mjs";

const nameOf = (path) => path.replace(/^\//, "").replace(/[{}]/g, "").replaceAll("/", "-") || "start";

/** Writes `{screen}-{form}.png` for every page into a folder. */
export async function shoot(folder, program, browser) {
  mkdirSync(folder, { recursive: true });
  const journey = {
    program,
    browser,
    visitor: (options) => Visitor.arrive(browser, program.url, options),
  };
  const pages = all(program, await things(journey));
  for (const who of new Set(pages.map((page) => page.who))) {
    const visitor = await someone(journey, who, { motion: "reduce" });
    for (const { path, address } of pages.filter((page) => page.who === who)) {
      await shootPage(visitor, address, join(folder, nameOf(path)));
      console.log(nameOf(path));
    }
    await visitor.leave();
  }
}

async function shootPage(visitor, address, name) {
  const { page } = visitor;
  await page.setViewportSize(WIDE);
  await page.goto(address, { waitUntil: "load" });
  await page.screenshot({ path: `${name}-wide.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${name}-dark.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "light", media: "print" });
  await page.screenshot({ path: `${name}-print.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "light", media: "screen" });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: `${name}-phone.png`, fullPage: true });
}
