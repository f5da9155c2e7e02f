// A client at the kiosk asks for a person: the desks see it at once, one of them goes, and the kiosk says so.
import { gone, seen } from "../lib/browser.mjs";
import { Desk, enter } from "../lib/desk.mjs";
import { pair, signIn } from "../lib/people.mjs";
import { pattern, text } from "../lib/texts.mjs";

async function helpAtTheKiosk(journey) {
  const specialist = await journey.visitor();
  await signIn(specialist, "specialist", { branch: "ezermala" });
  const desk = await new Desk(specialist).sitDown();
  const supervisor = await journey.visitor();
  await signIn(supervisor, "supervisor");
  const branch = await floorOf(supervisor);

  const kiosk = await journey.visitor({ viewport: { width: 1080, height: 1920 }, touch: true });
  await pair(kiosk, "kiosk");
  await kiosk.page.getByRole("link", { name: text("hall-help") }).tap();
  await kiosk.page.getByRole("button", { name: text("hall-help-ask") }).tap();
  await seen(kiosk.page.getByText(pattern("hall-help-asked")));
  // Pressed twice, it is one request: the button has gone.
  await gone(kiosk.page.getByRole("button", { name: text("hall-help-ask") }));

  // Nobody reloads: the desk and the floor show it by themselves.
  const call = specialist.page.getByRole("alert").filter({ hasText: pattern("workplace-help-asked") });
  await seen(call);
  if (branch) await seen(supervisor.page.getByRole("alert").filter({ hasText: pattern("workplace-help-asked") }));
  await enter(specialist.page, call.getByRole("button", { name: text("workplace-help-go") }));
  await seen(specialist.page.getByText(pattern("workplace-help-taken")));
  await seen(kiosk.page.getByText(text("hall-help-coming")));
  if (branch) await seen(supervisor.page.getByText(pattern("workplace-help-taken")));
  await desk.getUp();
}

/** Shows the floor of the branch the kiosk stands in. */
async function floorOf(supervisor) {
  await supervisor.open("/floor");
  const other = supervisor.page.getByRole("link", { name: "KAC Ezermala" });
  if (await other.count()) await Promise.all([supervisor.page.waitForEvent("load"), other.first().click()]);
  return true;
}

export const journeys = [["help asked for at the kiosk is seen live, taken, and the kiosk says somebody comes", helpAtTheKiosk]];
