import type { Control } from '../Control.js';
import type { PageStatus } from './PageData.js';

const MOST_GUILDS = 500;
/** The two clocks are read one after the other. */
const ROUNDED_MS = 100;

/** The emulator as a whole, for the page. */
export function describePage(control: Control): PageStatus {
	const { emulator } = control;
	const { guilds } = emulator.world;
	const shown = [...guilds.values()].slice(0, MOST_GUILDS);
	const { sessions } = emulator;
	return {
		epoch: control.resets,
		restUrl: emulator.restUrl,
		gatewayUrl: emulator.gatewayUrl,
		guilds: shown.map(({ id, name, size, available, version }) => ({ id, name, members: size, available, version })),
		moreGuilds: guilds.size - shown.length,
		bots: emulator.bots.map(({ id }) => {
			const theirs = sessions.filter(({ botId }) => botId === id);
			const ready = theirs.filter(({ isReady }) => isReady).length;
			return { id, name: emulator.world.user(id)?.username ?? id, ready, sessions: theirs.length };
		}),
		clock: describeClock(control),
		faults: control.faults.size,
	};
}

function describeClock({ clock }: Control): PageStatus['clock'] {
	const canFreeze = 'freeze' in clock;
	if (canFreeze && 'isFrozen' in clock && clock.isFrozen === true) return { canFreeze, frozenAt: clock.now() };
	return { canFreeze, ahead: Math.round((clock.now() - Date.now()) / ROUNDED_MS) * ROUNDED_MS };
}
