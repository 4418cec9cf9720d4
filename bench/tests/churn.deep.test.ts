import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScript } from './runScript.js';

/** The script of `npm run bench:churn`; `npm run test:deep` builds it before the tests. */
const CHURN = fileURLToPath(new URL('../dist/churn/main.js', import.meta.url));
const HOURS = 10;
/** Until then, code is compiled and the caches of messages fill. */
const WARM = 4;
/** Hundreds of members leave in an hour: if an object of one stayed, it would be more. */
const SLACK_MB = 0.5;

describe('hours of churn', () => {
	it('leave no more behind the caches of discord.js than discord.js itself leaves, and every member is right', async () => {
		const scale = ['--members', '2000', '--hours', String(HOURS), '--changes', '2000', '--outage-every', '5'];
		const { code, stdout, stderr } = await runScript(CHURN, scale);
		expect(stderr).not.toContain('Error');
		expect(code).toBe(0);
		const rows = [...stdout.matchAll(/^\| (\d+) \| ([\d.]+) MB \| ([\d.]+) MB \|$/gm)];
		expect(rows).toHaveLength(HOURS);
		const growth = (column: number) => Number(rows.at(-1)?.[column]) - Number(rows[WARM - 1]?.[column]);
		expect(growth(2)).toBeLessThan(Math.max(0, growth(1)) + SLACK_MB);
	});
});
