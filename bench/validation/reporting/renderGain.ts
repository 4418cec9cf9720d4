import { describeMachine } from '../../reporting/describeMachine.js';
import { formatTime } from '../../reporting/figures.js';
import type { Gain, Verdict } from '../promises/Gain.js';
import type { Measured } from '../promises/Measured.js';

/** The result of one gain: its figures, those that miss the promise by name, and how they were measured. */
export function renderGain(gain: Gain, { setting, seconds, found }: Measured): string {
	const lies = gain.findLies(found).map((lie) => `- WRONG: ${lie}`);
	const missed = gain.judge(found).filter(({ isReached }) => !isReached);
	const flaws = [...lies, ...missed.map(renderMissed)];
	return [
		`## ${gain.name}`,
		`Promised: ${gain.promise}.`,
		gain.render(found),
		...(flaws.length > 0 ? [flaws.join('\n')] : []),
		'How it was measured:',
		gain.explanation.join('\n'),
		`Measured in ${formatTime(seconds * 1000)} on ${describeMachine(setting)}`,
	].join('\n\n');
}

function renderMissed({ what, figure }: Verdict): string {
	return `- MISSED: ${what}: ${figure}`;
}
