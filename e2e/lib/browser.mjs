// Debian's Chromium, driven from outside, and visitors who each have a browser of their own.
import { chromium } from "playwright-core";

const quiet = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };
const PATIENCE = 30_000;

/** Starts the browser; a machine without one fails here. A server says no language, and names of files have letters of ours. */
export function launch() {
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  return chromium.launch({ executablePath: "/usr/bin/chromium-headless-shell", args: quiet, env });
}

/** Somebody in front of a screen: a browser profile of their own, one page, and an ear for what goes wrong in it. */
export class Visitor {
  static async arrive(browser, base, options = {}) {
    const { viewport = WIDE, script = true, scheme = "light", language = "lv", touch = false, motion = "no-preference" } = options;
    const context = await browser.newContext({
      baseURL: base,
      viewport,
      javaScriptEnabled: script,
      colorScheme: scheme,
      reducedMotion: motion,
      hasTouch: touch,
      locale: language === "en" ? "en-GB" : "lv-LV",
      timezoneId: "Europe/Riga",
    });
    context.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor(context);
    visitor.page = await visitor.another();
    return visitor;
  }

  constructor(context) {
    this.context = context;
    this.troubles = [];
    this.expected = [];
  }

  /** One more page of the same visitor. */
  async another() {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.#note(page, `script: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.#note(page, message.text());
    });
    page.on("response", (response) => {
      if (response.status() >= 500) this.#note(page, `${response.status()} ${response.request().method()} ${response.url()}`);
    });
    return page;
  }

  #note(page, trouble) {
    if (!this.expected.some((known) => known.test(trouble))) this.troubles.push(`${new URL(page.url(), "http://x").pathname}: ${trouble}`);
  }

  /** A refusal that belongs to the journey, which the browser reports as an error. */
  expects(trouble) {
    this.expected.push(trouble);
    return this;
  }

  /** Opens an address, which must answer well. */
  async open(path, page = this.page) {
    const answer = await page.goto(path, { waitUntil: "load" });
    if (!answer?.ok()) throw new Error(`${path} answered ${answer?.status()}`);
    return page;
  }

  async leave() {
    await this.context.close();
  }
}

/** What somebody reads there; a space that does not break is a space. */
export const said = async (locator) => (await locator.first().innerText()).replaceAll("\u00a0", " ").trim();
/** Waits until somebody can see it. */
export const seen = (locator) => locator.first().waitFor({ state: "visible" });
/** Waits until it is gone. */
export const gone = (locator) => locator.first().waitFor({ state: "hidden" });

/** Waits until `ask` gives something true, asking again for a while. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`it never came to be that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How many pixels of the page lie outside the screen to the right, and the first element that does. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - width;
    if (over <= 0) return null;
    const culprit = [...document.body.querySelectorAll("*")].find((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > width + 1 && !element.closest(".table-wrap");
    });
    return `${over} px too wide: ${culprit ? culprit.outerHTML.slice(0, 120) : "?"}`;
  });
}
