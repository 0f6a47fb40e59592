/** `livec new`: a project that runs, and whose tests pass. */
import { spawn } from "node:child_process";
import { relative, resolve } from "node:path";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit } from "../environment.ts";

export const create: Command = {
  name: "new",
  summary: "make a project that runs, with two views, a component, tests and what production needs",
  operands: ["<dir>"],
  options: {
    "no-install": { type: "boolean", summary: "leave it to you to install its packages" },
    package: { type: "string", summary: "what livec is installed from, in place of the registry: a tarball, or a version" },
  },
  details: "Packages are installed by whoever runs this: npm, pnpm, yarn or bun. npm create livec <dir> is the same.",
  run,
};

async function run({ operands: [dir], flags, values }: Call, environment: Environment): Promise<Exit> {
  if (dir === undefined || dir === "") throw new UsageError("Name the directory of the project: livec new shop.");
  const { stdout, cwd, variables } = environment;
  const directory = resolve(cwd, dir);
  const { writeProject } = await import("./project.ts");
  const given = values.get("package");
  const livec = given?.endsWith(".tgz") === true ? `file:${resolve(cwd, given)}` : given;
  const files = writeProject({ directory, livec });
  stdout.write(`made ${dir}: ${files} files\n`);
  const manager = managerOf(variables["npm_config_user_agent"]);
  const isInstalled = !flags.has("no-install") && (await install(manager, directory, environment));
  const steps = [
    ...(directory === cwd ? [] : [`cd ${relative(cwd, directory)}`]),
    ...(isInstalled ? [] : [`${manager} install`]),
    `${manager} run dev      # http://localhost:4000, shows what you save`,
  ];
  stdout.write(`\n${steps.map((step) => `  ${step}`).join("\n")}\n`);
  return isInstalled || flags.has("no-install") ? Exit.ok : Exit.failed;
}

const managers = ["npm", "pnpm", "yarn", "bun"];

/** Who runs us says so: `pnpm/9.1.0 npm/? node/v22.0.0 linux x64`. */
function managerOf(agent = ""): string {
  return managers.find((name) => agent.startsWith(`${name}/`)) ?? "npm";
}

/** Whether it went well; where it did not, it said so itself. */
function install(manager: string, cwd: string, { stdout, stderr }: Environment): Promise<boolean> {
  const quiet = manager === "npm" ? ["--no-audit", "--no-fund"] : [];
  stdout.write(`${manager} install …\n`);
  return new Promise((done) => {
    const child = spawn(manager, ["install", ...quiet], { cwd, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
    child.stdout.on("data", (chunk: Buffer) => stdout.write(String(chunk)));
    child.stderr.on("data", (chunk: Buffer) => stderr.write(String(chunk)));
    child.on("error", (error) => {
      stderr.write(`${manager} cannot be started: ${error.message}\n`);
      done(false);
    });
    child.on("close", (code) => done(code === 0));
  });
}
