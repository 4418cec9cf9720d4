import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { titles } from '../validation/bot/Way.js';
import { gains } from '../validation/gains/index.js';
import { runScript } from './runScript.js';

/** The script of `npm run validate`; `npm run test:deep` builds it before the tests. */
const VALIDATE = fileURLToPath(new URL('../dist/validation/main.js', import.meta.url));
/** Makes the service of every process lie. */
const LIE = new URL('./lie.js', import.meta.url).href;

/** So small that a run takes seconds of work; what is left of it is waiting. */
const SMALL = ['--members', '300', '--rounds', '1', '--calls', '50', '--patience', '2'];
const SHORT = ['--seconds', '10', '--hours', '3', '--guilds', '3', '--changes', '12'];

/**
 * Some mostly wait, and check lists by code that is tried elsewhere: the first fetch by that of the cached requests,
 * recovery and floor by that of the demo.
 */
const SLOW = ['first', 'recovery', 'floor'];
const LIABLE = gains.map(({ name }) => name).filter((name) => !SLOW.includes(name));

function validate(args: readonly string[], nodeOptions = '') {
	return runScript(VALIDATE, args, { nodeOptions });
}

// Each plays in processes of its own and mostly waits there: side by side.
describe.concurrent('the validation', () => {
	it.each(LIABLE)('calls out a service whose lists lack a member: %s', async (name) => {
		const { code, stdout, stderr } = await validate(['--only', name, ...SMALL, ...SHORT], `--import=${LIE}`);
		expect(stderr).toContain(`WRONG: ${name}: `);
		expect(stdout).toMatch(/\| WRONG LISTS \|\n/);
		expect(stdout).toContain('\n- WRONG: ');
		expect(code).toBe(1);
	});

	it('finds nothing wrong with a service that tells the truth, live changes and cuts included', async () => {
		const { code, stdout, stderr } = await validate(['--only', 'load,day', ...SMALL, ...SHORT]);
		expect(stderr).not.toMatch(/WRONG|Error/);
		expect(stdout).not.toContain('WRONG');
		for (const name of ['load', 'day']) expect(stdout).toContain(`\n## ${name}\n`);
		expect(stdout).toContain(titles['discord.js']);
		expect(stdout).toMatch(/\| … of them refused \| \d[\d,]* \+ 0 \| 0 \+ 0 \|/);
		// Lists of the service were at hand, were compared, and had followed every change.
		expect(stdout).toMatch(
			/\| drift: lists wrong, of those compared \| \d+ of \d+ \| 0 of [1-9]\d* \| 0 of [1-9]\d* \|/,
		);
		expect(code).toBe(0);
	});

	it('ends with a message and code 1 for a wrong argument, before anything is started', async () => {
		const { code, stdout, stderr } = await validate(['--only', 'everything']);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain('everything');
	});
});
