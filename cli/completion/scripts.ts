/** Scripts that let shells complete `livec`, made from the command table. */
import { type Command, helpOption } from "../command.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell is to source.
 *
 * @example completionScript("bash", commands) // complete -F _livec livec
 */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return { bash, zsh, fish }[shell](commands);
}

function bash(commands: readonly Command[]): string {
  const cases = commands.map(
    (command) => `    ${command.name}) words="${[...optionsOf(command), ...(command.choices ?? [])].join(" ")}" ;;`,
  );
  return `# source <(livec completion bash)
_livec() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(" ")} --help --version"
  else case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _livec livec
`;
}

function zsh(commands: readonly Command[]): string {
  const listed = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`);
  const cases = commands.map((command) => {
    const options = Object.entries({ ...command.options, help: helpOption }).map(([name, { type, summary }]) =>
      quoted(`--${name}[${summary.replace(/[[\]:]/g, "\\$&")}]${type === "string" ? ":value:_files" : ""}`),
    );
    const operand = command.choices === undefined ? quoted("*:file:_files") : quoted(`1:what:(${command.choices.join(" ")})`);
    return `    ${command.name}) _arguments ${[...options, operand].join(" ")} ;;`;
  });
  return `#compdef livec
# source <(livec completion zsh)
_livec() {
  local -a commands=(
${listed.join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="$words[2]"
  shift words; (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
compdef _livec livec
`;
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const { name, summary, choices = [] } = command;
    const inside = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c livec -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...Object.entries({ ...command.options, help: helpOption }).map(
        ([option, { type, short, summary: says }]) =>
          `complete -c livec ${inside} -l ${option}${short === undefined ? "" : ` -s ${short}`}${type === "string" ? " -r" : ""} -d ${quoted(says)}`,
      ),
      ...choices.map((choice) => `complete -c livec ${inside} -f -a ${choice}`),
    ];
  });
  return `# livec completion fish | source\n${lines.join("\n")}\n`;
}

function optionsOf({ options }: Command): readonly string[] {
  return Object.keys({ ...options, help: helpOption }).map((name) => `--${name}`);
}

/** For every of the shells; fish knows `\\'` inside, the others end the quotes for it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "’")}'`;
}
