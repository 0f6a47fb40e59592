/**
 * The command line or the configuration is wrong. The message names what, and the way to put it right; it ends a
 * command with exit code 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
