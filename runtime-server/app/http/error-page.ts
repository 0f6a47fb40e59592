/** The answer to an error: its status, and nothing else of it outside development. */
import { escapeText } from "../../../protocol/escape.ts";
import { HttpError } from "../../base/errors.ts";
import { refusal, statusText } from "../../transport/answers.ts";
import type { Response } from "../../transport/transport.ts";
import { TooMany } from "../live/launcher.ts";
import type { Services } from "../services.ts";
import type { Conn } from "./conn.ts";
import { plainDocument } from "./page.ts";

export class ErrorPages {
  readonly #services: Pick<Services, "logger" | "development">;

  constructor(services: Pick<Services, "logger" | "development">) {
    this.#services = services;
  }

  /** In place of whatever `conn` was about to answer. */
  answer(conn: Conn, error: unknown): Response {
    const { logger, development } = this.#services;
    const status = error instanceof HttpError ? error.status : 500;
    if (status >= 500) logger.error("a request failed", { method: conn.method, path: conn.request.path, status, error });
    if (error instanceof TooMany) conn.header("Retry-After", "5");
    const detail = development ? detailOf(error) : undefined;
    conn.restart().status(status).header("Cache-Control", "no-store").html(errorHtml(status, detail));
    try {
      return conn.response();
    } catch (again) {
      logger.error("the session cannot be written", { error: again });
      return refusal(500);
    }
  }
}

function detailOf(error: unknown): string | undefined {
  if (error instanceof HttpError) return error.message;
  return error instanceof Error ? error.stack : String(error);
}

function errorHtml(status: number, detail: string | undefined): string {
  const title = `${status} ${statusText[status] ?? "Error"}`;
  return plainDocument(title, "", `<main><h1>${title}</h1>${detail === undefined ? "" : `<pre>${escapeText(detail)}</pre>`}</main>`);
}
