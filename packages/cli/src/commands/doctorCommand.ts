import type { Command } from 'commander';
import { id } from '../arguments/index.js';
import { Answers, type DoctorQuestion, examine, type NamedFinding } from '../doctor/index.js';
import { EXIT } from '../errors/index.js';
import { harmless } from '../surroundings/index.js';
import { type AskingOptions, askingCommand, type Context, examples } from './Context.js';

interface DoctorOptions extends AskingOptions {
	readonly full?: boolean;
	readonly json?: boolean;
}

const NOTICED = `
By default it asks for the bot alone, so a running bot of the same token notices one more session and
nothing else. --full asks for every member of the guild, which Discord gives once in 30 seconds.`;

/** `rollcall doctor`: looks for what stands in the way of a list. */
export function doctorCommand(context: Context): Command {
	return askingCommand(
		'doctor',
		'Checks everything that a list needs, step by step, and says how to cure what is wrong.',
	)
		.argument('[guild]', 'id of a guild; without one, only token and application are checked', id)
		.option('--full', 'ask for the whole list, too')
		.option('--json', 'print one object of JSON')
		.addHelpText('after', NOTICED)
		.addHelpText(
			'after',
			examples(
				'rollcall doctor',
				'rollcall doctor 81384788765712384',
				'rollcall doctor 81384788765712384 --full --json',
			),
		)
		.action(async (guildId: string | undefined, options: DoctorOptions) =>
			context.end(await runDoctor(context, { ...options, ...(guildId !== undefined && { guildId }) }, options.json)),
		);
}

async function runDoctor(
	{ surroundings, terminal }: Context,
	question: DoctorQuestion,
	asJson = false,
): Promise<number> {
	const keepSecret = (token: string) => terminal.keepSecret(token);
	const findings: NamedFinding[] = [];
	for await (const finding of examine({ question, surroundings, answers: new Answers(), keepSecret })) {
		findings.push(finding);
		if (!asJson) await terminal.print(lineOf(finding));
	}
	const isWell = findings.every(({ verdict }) => verdict !== 'failed');
	if (asJson) await terminal.print(`${JSON.stringify({ ok: isWell, checks: findings }, null, 2)}\n`);
	else await terminal.print(`${summary(findings)}\n`);
	return isWell ? EXIT.complete : EXIT.failed;
}

const SIGNS = { ok: 'ok', warning: 'WARNING', failed: 'FAILED', skipped: 'skipped' } as const;

function lineOf({ check, verdict, found, cure }: NamedFinding): string {
	const line = `${SIGNS[verdict].padEnd(8)} ${check.padEnd(8)} ${harmless(found)}\n`;
	return cure === undefined ? line : `${line}${' '.repeat(18)}→ ${cure.replaceAll('\n', `\n${' '.repeat(20)}`)}\n`;
}

function summary(findings: readonly NamedFinding[]): string {
	const count = (verdict: string) => findings.filter((finding) => finding.verdict === verdict).length;
	const [failures, warnings, skips] = ['failed', 'warning', 'skipped'].map(count);
	if (failures === 0 && warnings === 0) return skips === 0 ? 'All is well.' : 'All is well, as far as it was checked.';
	return `${failures} failed, ${warnings} with a warning, ${skips} skipped.`;
}
