// A resident with a phone: reads the standard by keyboard, copies the link of a paragraph, looks at what it was before, and
// a hall prints its poster; all of it without script.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { PHONE, overflow, said, seen } from "../lib/browser.mjs";
import { follow, unfold } from "../lib/keyboard.mjs";
import { tabTo } from "../lib/desk.mjs";
import { pattern, text } from "../lib/texts.mjs";

const STANDARD = "/i/ezermala/standard";
const POSTER = `${STANDARD}/poster?branch=priedaine`;

/** No finding of axe on the page as it is now, and nothing beyond the edge of the screen. */
async function fits(page) {
  const broken = await violations(page);
  const found = broken.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
  assert.deepEqual(found, [], page.url());
  assert.equal(await overflow(page), null, page.url());
}

/** Headings go down one step at a time. */
async function headingsInOrder(page) {
  const levels = await page.locator("main :is(h1, h2, h3, h4)").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
  assert.equal(levels[0], 1, `${page.url()}: the first heading is the title`);
  levels.slice(1).forEach((level, place) => assert(level > 1 && level <= levels[place] + 1, `${page.url()}: ${levels.join(" ")}`));
}

async function reads(journey) {
  const resident = await journey.visitor({ viewport: PHONE });
  const { page } = resident;
  await resident.open("/i/ezermala/promises");
  await follow(page, page.getByRole("main").locator(`a[href='${STANDARD}']`).first());
  await headingsInOrder(page);
  await fits(page);
  // From the table of contents to a paragraph, and back to it by the address alone.
  await unfold(page, page.locator(".contents details").first());
  const link = page.locator(".contents-list a[href='#p-13']");
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#p-13");
  const paragraph = page.locator("[id='p-13']");
  assert.match(await said(paragraph), pattern("standards-public-promised"));
  const sign = paragraph.locator("a.paragraph-link");
  await tabTo(page, sign);
  assert.equal(await sign.getAttribute("aria-label"), text("standards-public-link").replace("{ $paragraph }", await said(link)));
  const address = page.url();
  const other = await journey.visitor({ viewport: PHONE });
  await other.open(address);
  await other.page.waitForFunction(() => window.scrollY > 0);
  assert(await other.page.locator("[id='p-13']").evaluate((one) => one.getBoundingClientRect().top < window.innerHeight), "the paragraph is in sight");
  // The history leads to a version, and the version back.
  await follow(page, page.getByRole("main").getByRole("link", { name: text("standards-public-history") }));
  await headingsInOrder(page);
  await fits(page);
  await follow(page, page.locator(`main a[href='${STANDARD}/1']`));
  await headingsInOrder(page);
  await fits(page);
}

async function inTheDarkAndInEnglish(journey) {
  const resident = await journey.visitor({ viewport: PHONE, scheme: "dark", language: "en" });
  const { page } = resident;
  for (const path of [STANDARD, `${STANDARD}/history`, `${STANDARD}/1`, POSTER]) {
    await resident.open(path.includes("?") ? `${path}&lang=en` : `${path}?lang=en`);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await fits(page);
  }
  assert.match(await said(page.locator(".head")), /Municipality/, "the institution goes by its English name");
}

async function withoutScript(journey) {
  const resident = await journey.visitor({ viewport: PHONE, script: false });
  const { page } = resident;
  await resident.open(STANDARD);
  await page.locator(".contents summary").first().click();
  await page.locator(".contents-list a").first().click();
  await page.getByRole("link", { name: text("standards-poster") }).click();
  await seen(page.locator(".poster"));
  await page.locator("select[name=language]").selectOption("both");
  await page.locator("select[name=paper]").selectOption("a3");
  await page.getByRole("button", { name: text("standards-poster-show") }).click();
  await seen(page.locator(".poster-a3 .poster-second").first());
}

/** Sizes in points of the pages of a printed document. */
function sheets(pdf) {
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))]);
}

async function poster(journey) {
  const hall = await journey.visitor();
  const { page } = hall;
  for (const language of ["lv", "en", "both"]) {
    for (const [paper, size] of [["a4", [595, 842]], ["a3", [842, 1191]]]) {
      await hall.open(`${POSTER}&language=${language}&paper=${paper}`);
      const printed = sheets(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
      assert.equal(printed.length, 1, `${language} ${paper}: one sheet, not ${printed.length}`);
      printed[0].forEach((side, place) => assert(Math.abs(side - size[place]) <= 2, `${language} ${paper}: ${printed[0]}`));
    }
  }
  await fits(page);
  assert.match(await said(page.locator(".poster")), /KAC Priedaine/);
}

export const journeys = [
  ["a resident reads the standard on a phone by keyboard and keeps the link of a paragraph", reads],
  ["a resident reads the standard in the dark and in English", inTheDarkAndInEnglish],
  ["a resident without script finds a paragraph and the poster", withoutScript],
  ["the poster of a hall prints on one sheet in every language and size", poster],
];
