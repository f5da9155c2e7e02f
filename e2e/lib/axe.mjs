// What axe finds on a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The rules of WCAG 2.2 A and AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What breaks a rule on the page as it is now, as axe tells it. The rules are read into a page once, and only what is broken
 * is told: looking at every page in every form is the longest part of all tests.
 */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  return page.evaluate(async (values) => {
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    return (await window.axe.run(document, options)).violations;
  }, RULES);
}

/** What axe finds, in one line each. */
export async function findings(page) {
  return (await violations(page)).flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} — ${node.failureSummary?.split("\n")[1]?.trim() ?? violation.help}`),
  );
}
