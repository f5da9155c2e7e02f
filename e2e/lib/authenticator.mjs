// What people come in with: the authenticator in somebody's phone, whose codes of six digits change every half minute
// (RFC 6238), and passkeys, for which Chromium has an authenticator of its own in software.
import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The bytes of a secret as it is shown to people (RFC 4648, base 32). */
function bytes(secret) {
  const bits = [...secret.replaceAll(/[^A-Z2-7]/g, "")].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0"));
  return Buffer.from(bits.join("").match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of this half minute. */
export function code(secret, at = Date.now()) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", bytes(secret)).update(step).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Gives a visitor's browser an authenticator for passkeys, whose owner is always there and always verified. */
export async function ownPasskeys(visitor) {
  const browser = await visitor.context.newCDPSession(visitor.page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

/** Where a program is found by the name that passkeys know this machine by. */
export const byName = (program) => program.url.replace("127.0.0.1", "localhost");
