// Completes package-lock.json with optional platform packages that a registry mirror did not serve.
//
// A mirror that has binaries for one platform alone makes npm write a lock that names only those, and `npm ci` (npm >=
// 11.6.2) then refuses it, here and everywhere: "Missing: … from lock file". The dependents name each platform package
// with its exact version, so an entry can be written without having seen the package. Run it after every `npm install`
// that changes the lock.
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/**
 * The entry npm would find for `name` when the package at `from` asks for it: its own node_modules first, then those
 * around it.
 */
function resolve(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))) {
    const entry = packages[`${base === "" ? "" : `${base}/`}node_modules/${name}`];
    if (entry !== undefined || base === "") return entry;
  }
}

/** What the name of a platform package says about where it runs: `@rollup/rollup-linux-arm64-musl`. */
function platform(name) {
  const words = name.split("/").at(-1).split("-");
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu")) && os[0] === "linux"
      ? ["glibc"]
      : [];
  return { ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }), ...(os.length > 0 && { os }) };
}

const file = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = { ...lock.packages };
let added = 0;
for (const [dependent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
    const found = resolve(packages, dependent, name);
    if (!exact || found?.version === version) continue;
    // Another version has the outer place: this one goes inside its dependent.
    const place = found === undefined ? `node_modules/${name}` : `${dependent}/node_modules/${name}`;
    packages[place] = { version, ...platform(name), ...(dev && { dev }), optional: true };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added === 0 ? `${file} is complete` : `${file}: added ${added} platform packages`);
