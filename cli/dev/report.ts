/** What `livec dev` prints. */
import { type Environment, paint, usesColor } from "../environment.ts";
import type { Failure } from "./failure.ts";

export class DevReport {
  readonly #environment: Environment;
  readonly #color: boolean;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#color = usesColor(environment.stdout, environment.variables);
  }

  started(url: string, app: string, ms: number, runs: boolean): void {
    const state = runs ? `${app}, ready in ${Math.round(ms)} ms` : `${app} does not run yet`;
    this.#line(`${this.#paint("bold", "livec dev")}  ${this.#paint("green", url)}  ${this.#paint("dim", `(${state}) – Ctrl-C ends`)}`);
  }

  /** `started`: when the change was seen, by `performance.now()`. */
  changed(files: readonly string[], what: string, started: number): void {
    const ms = Math.max(1, Math.round(performance.now() - started));
    const shown = files.map((file) => file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1));
    this.#line(`${this.#now()} ${[...new Set(shown)].join(", ")}  ${what}  ${this.#paint("dim", `${ms} ms`)}`);
  }

  failed({ message, place, frame, code, stack }: Failure): void {
    const lines = [
      `${this.#now()} ${this.#paint("red", "error")}: ${message}`,
      ...(place === undefined ? [] : [`  --> ${place}`]),
      ...(frame === undefined ? [] : [frame]),
      ...(frame !== undefined || stack === undefined ? [] : [stack]),
      ...(code === undefined ? [] : [`  = more: livec explain ${code}`]),
    ];
    this.#line(lines.join("\n"));
  }

  note(text: string): void {
    this.#line(`${this.#now()} ${text}`);
  }

  /** What the app itself prints, but for the address of its own, which is not the one to open. */
  readonly print = (text: string): void => {
    const shown = text.replace(/^.*\blistening\b.*url="?http:\/\/127\.0\.0\.1:\d+"?.*\n/gm, "");
    if (shown !== "") this.#environment.stdout.write(shown);
  };

  #line(text: string): void {
    this.#environment.stdout.write(`${text}\n`);
  }

  #now(): string {
    return this.#paint("dim", new Date().toTimeString().slice(0, 8));
  }

  #paint(style: Parameters<typeof paint>[1], text: string): string {
    return paint(this.#color, style, text);
  }
}
