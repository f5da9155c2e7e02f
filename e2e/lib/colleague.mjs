// A colleague at the next desk, who works through the API: calls, serves and finishes clients while a journey watches
// what its own screens make of it.
import assert from "node:assert/strict";

const SCOPES = "tickets.read tickets.write counters.write setup.read cases.read cases.write measures.read";

export class Colleague {
  /** Makes a token with the program's own command and looks around in the branch. */
  static async hire(program, branchCode) {
    const data = ["--data", program.data, "--institution", "ezermala"];
    const secret = program.ask("token", "create", ...data, "--name", "colleague", "--scopes", SCOPES).trim();
    const colleague = new Colleague(program.url, secret);
    const branches = await colleague.get("/api/v1/branches");
    colleague.branch = list(branches).find((branch) => branch.code === branchCode);
    assert(colleague.branch, `there is no branch ${branchCode}`);
    return colleague;
  }

  constructor(url, secret) {
    Object.assign(this, { url, secret });
  }

  async ask(method, path, body, expected = true) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.secret}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (expected) assert(answer.ok, `${method} ${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : {};
  }
  get(path) {
    return this.ask("GET", path);
  }
  post(path, body = {}) {
    return this.ask("POST", path, body);
  }

  hall() {
    return this.get(`/api/v1/branches/${this.branch.id}/hall`);
  }

  /** Sits down at the last counter of the branch, where no person of the journeys sits. */
  async sitDown() {
    const { counters } = await this.hall();
    this.counter = counters.at(-1).id;
    this.number = counters.at(-1).number;
    const employees = list(await this.get("/api/v1/employees")).filter((employee) => employee.branch === this.branch.id);
    const specialists = employees.filter((employee) => employee.roles?.includes("service_specialist"));
    this.employee = specialists.at(-1).id;
    await this.at("open", { employee: this.employee });
    return this;
  }

  at(action, body) {
    return this.post(`/api/v1/counters/${this.counter}/${action}`, body);
  }

  /** Calls and finishes others until this ticket is the one called. */
  async callUpTo(number) {
    for (let tries = 0; tries < 60; tries += 1) {
      const { called } = await this.at("call-next");
      assert(called, `nobody waits any more, and ${number} was not called`);
      if (called.number === number) return called;
      await this.at("finish", { outcome: { kind: "solved" } });
    }
    throw new Error(`${number} was not called`);
  }

  finish() {
    return this.at("finish", { outcome: { kind: "solved" } });
  }

  /** Gets up; whoever is still at the desk is finished first. */
  async getUp() {
    await this.ask("POST", `/api/v1/counters/${this.counter}/finish`, { outcome: { kind: "solved" } }, false);
    await this.ask("POST", `/api/v1/counters/${this.counter}/close`, {}, false);
  }
}

/** Lists come bare or in a page. */
export const list = (answer) => (Array.isArray(answer) ? answer : (answer.items ?? Object.values(answer).find(Array.isArray) ?? []));
