/** Debian's Chromium, driven by playwright-core. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const candidates = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Starts a headless Chromium. Throws with the command that installs it where there is none.
 *
 * The flags keep it from calling home: this is about our page alone. `ignoreDefaultArgs` are flags of Playwright's that
 * a test cannot have.
 */
export async function launchBrowser(ignoreDefaultArgs: string[] = []): Promise<Browser> {
  const executablePath = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
  if (executablePath === undefined) {
    throw new Error("These tests need Chromium. Install it (`apt-get install chromium`) or name it in the CHROMIUM environment variable.");
  }
  return chromium.launch({
    executablePath,
    ignoreDefaultArgs,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
