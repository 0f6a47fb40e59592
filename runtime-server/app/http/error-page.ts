/** The answer to an error: its status, and nothing else of it outside development. */
import { escapeText } from "../../../protocol/escape.ts";
import { HttpError } from "../../base/errors.ts";
import type { Template } from "../../rendering/contract.ts";
import { refusal, statusText } from "../../transport/answers.ts";
import type { Response } from "../../transport/transport.ts";
import { TooMany } from "../live/launcher.ts";
import type { Services } from "../services.ts";
import type { Conn } from "./conn.ts";
import { type Pages, plainDocument } from "./page.ts";

/** What the template of the error page is given. */
export interface ErrorAssigns {
  readonly status: number;
  /** The status in words: "Not Found". */
  readonly title: string;
  /** What happened; in development only. */
  readonly detail?: string | undefined;
}

export class ErrorPages {
  readonly #services: Pick<Services, "logger" | "development">;
  readonly #pages: Pages;
  readonly #template: Template<ErrorAssigns> | undefined;

  /** Without a template errors have a plain page. */
  constructor(services: Pick<Services, "logger" | "development">, pages: Pages, template: Template<ErrorAssigns> | undefined) {
    this.#services = services;
    this.#pages = pages;
    this.#template = template;
  }

  /** In place of whatever `conn` was about to answer. */
  answer(conn: Conn, error: unknown): Response {
    const { logger, development } = this.#services;
    const status = statusOf(error);
    if (status >= 500) logger.error("a request failed", { method: conn.method, path: conn.request.path, status, error });
    if (error instanceof TooMany) conn.header("Retry-After", "5");
    const assigns = { status, title: statusText[status] ?? "Error", ...(development ? { detail: detailOf(error) } : {}) };
    try {
      this.#show(conn, assigns);
      return conn.response();
    } catch (again) {
      logger.error("an error page cannot be answered", { error: again });
      return refusal(500);
    }
  }

  #show(conn: Conn, assigns: ErrorAssigns): void {
    const { status, title, detail } = assigns;
    conn.restart().status(status).header("Cache-Control", "no-store");
    if (wantsJson(conn)) return void conn.json({ status, title, ...(detail === undefined ? {} : { detail }) });
    if (this.#template === undefined) return void conn.html(errorHtml(assigns));
    try {
      conn.html(this.#pages.render(conn, this.#template as Template, { pageTitle: title, ...assigns }));
    } catch (error) {
      // The layout may have been what failed.
      this.#services.logger.error("the error page failed", { error });
      conn.html(errorHtml(assigns));
    }
  }
}

/** An error of any kind may know its status, as those of many libraries do. */
function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  const { status } = (typeof error === "object" && error !== null ? error : {}) as { readonly status?: unknown };
  return typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599 ? status : 500;
}

/** True for a program that asks for JSON, and not, as browsers do, for a page first. */
function wantsJson({ request }: Conn): boolean {
  const accept = request.headers.get("accept") ?? "";
  return /\bapplication\/(?:[\w.-]+\+)?json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}

function detailOf(error: unknown): string | undefined {
  if (error instanceof HttpError) return error.message;
  return error instanceof Error ? error.stack : String(error);
}

function errorHtml({ status, title, detail }: ErrorAssigns): string {
  const heading = `${status} ${title}`;
  return plainDocument(heading, "", `<main><h1>${heading}</h1>${detail === undefined ? "" : `<pre>${escapeText(detail)}</pre>`}</main>`);
}
