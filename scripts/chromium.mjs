// Browser tests run in a real Chromium, Debian's.
import { existsSync } from "node:fs";
import { run } from "./project.mjs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

function findChromium() {
  const chosen = process.env.CHROMIUM;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  return places.find((place) => existsSync(place));
}

/**
 * The path of a Chromium, installed from Debian's packages where that is allowed; ends the process with advice where
 * there is none.
 */
export async function ensureChromium() {
  if (findChromium() === undefined && !process.env.CHROMIUM && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium …");
    const options = { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    await run("apt-get", ["update", "-qq"], options);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], options);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  console.error(
    process.env.CHROMIUM
      ? `CHROMIUM names ${process.env.CHROMIUM}, where there is no file.`
      : "The browser tests need Chromium. Install it with\n\n  sudo apt-get install chromium\n\nor name one that is installed: CHROMIUM=/path/to/chromium npm test",
  );
  process.exit(1);
}
