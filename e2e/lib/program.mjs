// The program under test: started on a free port over fresh data, stopped with everything it made.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Programs that still run; ended even when the journeys are interrupted. */
const running = new Set();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
process.on("exit", () => {
  for (const program of running) program.kill();
});

const newFolder = () => mkdtempSync(join(tmpdir(), "solits-journey-"));

export class Program {
  /** Starts `solits demo` with a month of history and a hall in which nobody moves but the journey. */
  static demo(binary, days = 30) {
    return Program.#start(binary, newFolder(), ["demo", "--days", String(days), "--quiet"]);
  }

  /** Starts `solits serve` over a folder that holds an institution and its first administrator, and nothing else. */
  static async fromNothing(binary, institution, administrator) {
    const data = newFolder();
    const about = ["--institution", institution.code, "--institution-name", institution.name];
    const who = ["--name", administrator.name, "--email", administrator.email];
    const link = execFileSync(binary, ["admin", "create", "--data", data, ...about, ...who], { encoding: "utf8" });
    const program = await Program.#start(binary, data, ["serve"]);
    program.invitation = new URL(link.trim()).pathname;
    return program;
  }

  static async #start(binary, data, command) {
    const options = [...command, "--listen", "127.0.0.1:0", "--data", data];
    const child = spawn(binary, options, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, RUST_LOG: "error" } });
    const program = new Program(binary, child, data);
    running.add(program);
    program.url = await program.#listening();
    return program;
  }

  constructor(binary, child, data) {
    this.binary = binary;
    this.child = child;
    this.data = data;
    this.log = [];
    this.ended = new Promise((resolve) => child.on("exit", resolve));
    createInterface({ input: child.stderr }).on("line", (line) => this.log.push(line));
  }

  /** The address in the program's first line; a program that ends before it has failed. */
  #listening() {
    const lines = createInterface({ input: this.child.stdout });
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no address within three minutes\n${this.log.join("\n")}`)), 180_000);
      lines.on("line", (line) => {
        const found = /^listening on (http:\S+)$/.exec(line);
        if (found) resolve(found[1]);
        clearTimeout(late);
      });
      this.child.on("error", reject);
      this.child.on("exit", (code) => reject(new Error(`the program ended with ${code}\n${this.log.join("\n")}`)));
    });
  }

  /** What a command of the program prints. */
  ask(...options) {
    return execFileSync(this.binary, options, { encoding: "utf8" });
  }

  kill() {
    this.child.kill("SIGKILL");
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Asks it to stop and waits until it has; says whether it left in order. */
  async stop() {
    this.child.kill("SIGTERM");
    const impatient = setTimeout(() => this.child.kill("SIGKILL"), 15_000);
    const code = await this.ended;
    clearTimeout(impatient);
    running.delete(this);
    rmSync(this.data, { recursive: true, force: true });
    return code === 0;
  }
}
