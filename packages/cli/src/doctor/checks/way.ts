import type { SeenAnswer } from '../Answers.js';
import type { Check } from '../Examination.js';
import { ok, skipped, warning } from '../Finding.js';

/** A clock that is off by less hurts nobody. */
const MOST_SKEW_MS = 2_000;

export const clockCheck: Check = {
	name: 'clock',
	run: ({ answers }) => {
		const dated = answers.seen.filter(({ aheadMs }) => aheadMs !== undefined);
		const [best] = dated.sort((a, b) => a.doubtMs - b.doubtMs);
		if (!best) return skipped('No answer said what time it is.');
		const ms = best.aheadMs ?? 0;
		const what = `The clock of this machine is ${describe(ms)} the API's`;
		if (Math.abs(ms) <= MOST_SKEW_MS + best.doubtMs) return ok(`${what}, as far as answers show.`);
		return warning(
			`${what}.`,
			'Set the clock, for example with NTP: --joined-before and the times in exports are those of Discord.',
		);
	},
};

/** Answers that do not look like Discord's. */
export const proxyCheck: Check = {
	name: 'proxy',
	run: ({ answers }) => {
		if (answers.seen.length === 0) return skipped('There was no answer.');
		const odd = answers.seen.filter(isOdd);
		if (odd.length === 0) return ok(`All ${answers.seen.length} answers look like Discord's.`);
		const what = [...new Set(odd.map(({ path, status, type }) => `${status} ${type || 'without a type'} for ${path}`))];
		return warning(
			`${odd.length} of ${answers.seen.length} answers do not look like Discord's: ${what.join('; ')}.`,
			'Something on the way answers: a proxy, a captive portal, or Cloudflare. Check HTTP proxies and --api, and try another network.',
		);
	},
};

/** Discord answers in JSON; 408 and the like are written by servers on the way. */
function isOdd({ status, type }: SeenAnswer): boolean {
	return [407, 408, 421, 425, 499].includes(status) || (status !== 204 && !/\bjson\b/i.test(type));
}

function describe(aheadMs: number): string {
	const seconds = Math.round(Math.abs(aheadMs) / 1_000);
	return seconds === 0 ? 'at one with' : `${seconds} s ${aheadMs > 0 ? 'behind' : 'ahead of'}`;
}
