// The words on the screens, read from the message files, so that a journey follows a text that is reworded.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const folders = ["crates/i18n/messages", ...readdirSync(join(root, "features")).map((room) => `features/${room}/messages`)];

function read(language) {
  const messages = new Map();
  for (const folder of folders) {
    const file = join(root, folder, `${language}.ftl`);
    if (!existsSync(file)) continue;
    for (const [, key, value] of readFileSync(file, "utf8").matchAll(/^([a-z][a-z0-9-]*) = (.*)$/gm)) {
      messages.set(key, value.replaceAll('{ "\\u00a0" }', " "));
    }
  }
  return messages;
}

const all = { lv: read("lv"), en: read("en") };
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The text of a key, for one without gaps. */
export function text(key, language = "lv") {
  const found = all[language].get(key);
  if (found === undefined) throw new Error(`no message ${key} in ${language}`);
  return found;
}

/** A pattern for the text of a key with anything in its gaps. */
export function pattern(key, language = "lv") {
  const parts = text(key, language).split(/\{ \$[a-z]+ \}/);
  return new RegExp(parts.map((part) => escape(part).replaceAll(" ", "\\s")).join(".+"));
}
