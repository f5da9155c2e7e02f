// A desk opened in two browsers is one desk.
import assert from "node:assert/strict";
import { seen, until } from "../lib/browser.mjs";
import { Colleague } from "../lib/colleague.mjs";
import { Desk } from "../lib/desk.mjs";
import { signIn } from "../lib/people.mjs";

async function oneDeskInTwoBrowsers(journey) {
  const [left, right] = [await journey.visitor(), await journey.visitor()];
  // The slower of two presses is told that it came too late.
  for (const visitor of [left, right]) visitor.expects(/409/);
  const person = { branch: "ezermala", nth: 1 };
  await signIn(left, "specialist", person);
  const desk = await new Desk(left).sitDown();
  await signIn(right, "specialist", person);
  const other = new Desk(right);
  await right.open("/workplace");
  if (await right.page.locator("button[name=counter]").count()) await other.sitDown();
  await seen(right.page.locator(".serving"));

  const colleague = await Colleague.hire(journey.program, "ezermala");
  const { lines } = await colleague.hall();
  const taken = [];
  for (let count = 0; count < 3; count += 1) {
    taken.push(await colleague.post("/api/v1/tickets", { branch: colleague.branch.id, line: lines[0].id }));
  }

  // One calls; the other shows it by itself.
  await desk.press("n");
  const number = await desk.present();
  await other.has(number);

  // Both press at once: one client more is called, not two.
  await Promise.all([desk.press("n"), other.press("n")]);
  await until("the first client is finished", async () => {
    const { status } = await colleague.get(`/api/v1/tickets/${taken.find((ticket) => ticket.number === number).id}`);
    return status === "finished";
  });
  const states = await Promise.all(taken.map(async ({ id }) => (await colleague.get(`/api/v1/tickets/${id}`)).status));
  assert.deepEqual(states.sort(), ["called", "finished", "waiting"], "two presses at once are one press");
  await left.open("/workplace");
  await right.open("/workplace");
  assert.equal(await desk.present(), await other.present());
  await desk.getUp();
}

export const journeys = [["a desk opened in two browsers is one desk", oneDeskInTwoBrowsers]];
