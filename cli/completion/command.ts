/** `livec completion`: prints what lets a shell complete the command. */

import { didYouMean } from "../../base/suggest.ts";
import { UsageError } from "../../project/usage.ts";
import type { Command } from "../command.ts";
import { Exit } from "../environment.ts";
import { completionScript, type Shell, shells } from "./scripts.ts";

/** `commands` are those that are completed. */
export function completionOf(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    summary: "print what lets a shell complete livec: bash, zsh or fish",
    operands: ["<shell>"],
    choices: shells,
    options: {},
    details:
      "For bash: source <(livec completion bash). For zsh: source <(livec completion zsh). For fish: livec completion fish | source.",
    run({ operands: [shell = ""] }, { stdout }) {
      if (!isShell(shell))
        throw new UsageError(
          `There is no completion for "${shell}".${didYouMean(shell, shells) || ` There is one for ${shells.join(", ")}.`}`,
        );
      stdout.write(completionScript(shell, commands()));
      return Promise.resolve(Exit.ok);
    },
  };
}

function isShell(name: string): name is Shell {
  return shells.some((shell) => shell === name);
}
