import { DiscordEmulator } from 'rollcall-emulator';
import { readTarget, type Target } from './readTarget.js';
import { problemsOf, renderFindings } from './renderFindings.js';
import { type Findings, runChecks } from './runChecks.js';

const SKIPPED = 'Skipped: set DISCORD_TOKEN and DISCORD_GUILD_ID to ask a real guild. Nothing is written there.';
/** The emulator shows the same with this many members as with more. */
const MOST_EMULATED = 5_000;

/**
 * Asks the guild that the environment names, and an emulator, the same; tells both.
 *
 * @returns the exit code: 1 if something is wrong
 */
export async function runLive(environment: NodeJS.ProcessEnv, write: (text: string) => void): Promise<number> {
	const secret = environment.DISCORD_TOKEN ?? '';
	const tell = (text: string) => write(`${secret ? text.replaceAll(secret, '(token)') : text}\n`);
	try {
		const target = readTarget(environment);
		if (!target) {
			tell(SKIPPED);
			return 0;
		}
		return await compare(target, tell);
	} catch (error) {
		tell(explain(error as Error));
		return 1;
	}
}

async function compare(target: Target, tell: (text: string) => void): Promise<number> {
	const guild = await runChecks(target);
	const emulator = await emulate(Math.min(Math.max(guild.members, 1), MOST_EMULATED));
	tell(renderFindings(guild, emulator));
	const problems = problemsOf(guild);
	for (const problem of problems) tell(`WRONG: ${problem}`);
	if (problems.length === 0) tell('Nothing is wrong. ≠ marks what the emulator does in another way: please report it.');
	return problems.length === 0 ? 0 : 1;
}

async function emulate(members: number): Promise<Findings> {
	const emulator = new DiscordEmulator({ profile: 'discord', guilds: [{ members }] });
	await emulator.start();
	try {
		return await runChecks({ api: emulator.restUrl, token: emulator.token, guildId: emulator.world.guild().id });
	} finally {
		await emulator.stop();
	}
}

function explain({ name, message }: Error): string {
	if (/disallowed intents/i.test(message)) {
		return 'Discord refused the members intent: switch on "Server Members Intent" on the page Bot of the application.';
	}
	if (/token/i.test(message))
		return 'Discord refused DISCORD_TOKEN: take a new one from the page Bot of the application.';
	return name === 'RangeError' ? message : `Discord could not be asked: ${name}: ${message}`;
}
