// The demonstration's way in: one click to be somebody, or to be a device of the hall.
import { seen } from "./browser.mjs";
import { text } from "./texts.mjs";

/** Whose shoes: the role as the demonstration names it. */
export const PEOPLE = {
  specialist: "klientu apkalpošanas speciālists",
  backOffice: "kontaktpersona",
  supervisor: "tiešais vadītājs",
  administrator: "administrators",
  quality: "pakalpojumu kvalitātes vadītājs",
  director: "izpilddirektors",
};
export const BRANCHES = { ezermala: "KAC Ezermala", priedaine: "KAC Priedaine" };

/** Signs in as the `nth` person with that role, in that branch if one is named. */
export async function signIn(visitor, who, { branch, nth = 0 } = {}) {
  const { page } = visitor;
  await visitor.open("/demo?lang=lv");
  let cards = page.getByRole("listitem").filter({ hasText: PEOPLE[who] });
  if (branch) cards = cards.filter({ hasText: BRANCHES[branch] });
  await cards.nth(nth).getByRole("button").click();
  await page.waitForURL((address) => address.pathname !== "/demo");
  await seen(page.getByRole("heading", { level: 1 }));
  return visitor;
}

/** Turns the visitor's browser into a kiosk or a display of a branch. */
export async function pair(visitor, kind, branch = "ezermala") {
  const { page } = visitor;
  await visitor.open("/demo?lang=lv");
  const place = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: BRANCHES[branch] }) });
  await place.getByRole("button", { name: text(`access-demo-${kind}`) }).click();
  await page.waitForURL((address) => address.pathname === `/${kind}`);
  return visitor;
}
