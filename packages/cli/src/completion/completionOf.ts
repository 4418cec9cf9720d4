export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** A command as a shell completes it. */
export interface CompletedCommand {
	readonly name: string;
	readonly description: string;
	readonly options: readonly { readonly flag: string; readonly description: string }[];
}

/** The script for a shell. Files are completed where no option fits. */
export function completionOf(shell: Shell, program: string, commands: readonly CompletedCommand[]): string {
	return { bash, zsh, fish }[shell](program, commands);
}

function bash(program: string, commands: readonly CompletedCommand[]): string {
	const cases = commands.map(({ name, options }) => `    ${name}) words="${flagsOf(options)}" ;;`);
	return `_${program}() {
  local words="${commands.map(({ name }) => name).join(' ')} --help --version"
  if [ "$COMP_CWORD" -gt 1 ]; then case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="" ;;
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${program} ${program}
`;
}

function zsh(program: string, commands: readonly CompletedCommand[]): string {
	const names = commands.map(
		({ name, description }) => `    ${single(`${name}:${description.replaceAll(':', '\\:')}`)}`,
	);
	const cases = commands.map(({ name, options }) => `    ${name}) compadd -- ${flagsOf(options)}; _files ;;`);
	return `#compdef ${program}
_${program}() {
  local -a commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
compdef _${program} ${program}
`;
}

function fish(program: string, commands: readonly CompletedCommand[]): string {
	const lines = commands.flatMap(({ name, description, options }) => [
		`complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${single(description)}`,
		...options.map(
			({ flag, description }) =>
				`complete -c ${program} -n '__fish_seen_subcommand_from ${name}' -l ${flag.replace(/^--/, '')} -d ${single(description)}`,
		),
	]);
	return `${lines.join('\n')}\n`;
}

function flagsOf(options: CompletedCommand['options']): string {
	return [...options.map(({ flag }) => flag), '--help'].join(' ');
}

function single(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
