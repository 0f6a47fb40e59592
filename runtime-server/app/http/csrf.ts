/** Requests that change something must come from a page of ours. */
import { CSRF_FIELD } from "../../../protocol/forms.ts";
import { httpError } from "../../base/errors.ts";
import type { Sessions } from "../security/session.ts";
import type { Conn } from "./conn.ts";

/** Throws 403 unless the request carries the CSRF token of its visitor's session, as a header or in its form. */
export async function checkCsrf(conn: Conn, sessions: Sessions): Promise<void> {
  if (conn.method === "GET" || conn.method === "HEAD") return;
  const refused = (): Error => httpError(403, "The CSRF token is missing, or of another session.");
  // Nobody's form is read who has no session that a token could be for.
  if (sessions.read(conn.request.headers.get("cookie")) === undefined) throw refused();
  const token = conn.request.headers.get("x-csrf-token") ?? (await conn.form())[CSRF_FIELD];
  if (!sessions.checkCsrf(conn.visitor(), token)) throw refused();
}
