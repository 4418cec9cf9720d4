import { element, find, setText } from './elements.js';
import { ask } from './server.js';
import type { Watch } from './Watch.js';

const STEPS = [
	['1 second', 1_000],
	['10 seconds', 10_000],
	['1 minute', 60_000],
	['15 minutes', 900_000],
	['1 hour', 3_600_000],
	['1 day', 86_400_000],
] as const;
const EVERY_MS = 500;

/** The time of the emulator, and the beginning of everything again. */
export function clockPart(watch: Watch): void {
	const now = element('p', { class: 'now' });
	const state = element('p', { class: 'faint' });
	const said = element('p', { class: 'bad', role: 'alert' });
	const freeze = element('button', { type: 'button', class: 'button primary' });
	const isFrozen = () => watch.status?.clock.frozenAt !== undefined;
	const draw = () => {
		const { clock } = watch.status ?? {};
		if (!clock) return;
		const at = clock.frozenAt ?? Date.now() + (clock.ahead ?? 0);
		setText(now, new Date(at).toISOString().replace('T', ' ').slice(0, 19));
		setText(state, isFrozen() ? 'UTC. It stands still.' : 'UTC. It runs.');
		setText(freeze, isFrozen() ? 'Let it run' : 'Freeze');
	};
	const act = async (work: () => Promise<unknown>) => {
		setText(said, '');
		await work().catch((error: Error) => setText(said, error.message));
	};
	freeze.addEventListener('click', () => void act(() => ask('POST', isFrozen() ? '/clock/thaw' : '/clock/freeze')));
	const steps = STEPS.map(([words, ms]) => {
		const button = element('button', { type: 'button', class: 'button secondary' }, `+ ${words}`);
		button.addEventListener('click', () => void act(() => advance(ms, isFrozen())));
		return button;
	});
	find('clock').append(
		element('h3', {}, 'The time of the emulator'),
		now,
		state,
		element('div', { class: 'buttons' }, freeze),
		element('h3', {}, 'Move it forward'),
		element('div', { class: 'buttons' }, ...steps),
		said,
		element('h3', {}, 'Begin again'),
		element(
			'p',
			{ class: 'faint' },
			'Makes the world of the start again. Sessions end, so the bot logs in again and sees it. Faults and the log end, too.',
		),
		resetButton(act),
	);
	watch.onNews(draw);
	setInterval(draw, EVERY_MS);
}

/** A clock that runs stands still only for the jump. */
async function advance(ms: number, isFrozen: boolean): Promise<void> {
	if (!isFrozen) await ask('POST', '/clock/freeze');
	try {
		await ask('POST', '/clock/advance', { ms });
	} finally {
		if (!isFrozen) await ask('POST', '/clock/thaw');
	}
}

const SURE_MS = 5_000;

/** A button that asks whether one is sure. */
function resetButton(act: (work: () => Promise<unknown>) => Promise<void>): HTMLElement {
	const words = 'Reset the world';
	const button = element('button', { type: 'button', class: 'button danger' }, words);
	let isAsked = false;
	const setAsked = (isNow: boolean) => {
		isAsked = isNow;
		setText(button, isNow ? 'Press again to reset' : words);
	};
	button.addEventListener('click', () => {
		if (isAsked) void act(() => ask('POST', '/reset', {}));
		else setTimeout(() => setAsked(false), SURE_MS);
		setAsked(!isAsked);
	});
	return element('div', { class: 'buttons' }, button);
}
