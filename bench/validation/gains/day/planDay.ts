import type { DayScale } from '../../promises/Scale.js';
import { chance } from './chance.js';
import { Weights } from './Weights.js';

const HOUR_MS = 3_600_000;

/** Something that is due in the day, in ms after its start. */
export type Due = { readonly at: number } & (
	| { readonly what: 'command'; readonly guild: number }
	| { readonly what: 'cut'; readonly resumable: boolean; readonly awayMs: number }
	/** Bytes are counted; if `isFull`, every list is compared with the world. */
	| { readonly what: 'check'; readonly hour: number; readonly isFull: boolean }
);

/** A day of a bot: the sizes of its guilds, and what happens, in the order of time. */
export interface DayPlan {
	readonly sizes: readonly number[];
	readonly due: readonly Due[];
}

/** From the largest guild on each next one is a little smaller, as in a bot that many have added: most are small. */
const SIZE_EXPONENT = -0.9;
const SMALLEST = 20;
/** Hours between two reconnects that Discord asks for, and the hour in which a session is lost for good. */
const RECONNECT_HOURS = 4;
const LOSS_HOUR = 12.5;
const FULL_CHECK_HOURS = 6;

/** Plans a day; the same scale gives the same day. */
export function planDay({ guilds, members, hours, commandsPerHour }: DayScale): DayPlan {
	const sizes = Array.from({ length: guilds }, (_, index) =>
		Math.max(SMALLEST, Math.round(members * (index + 1) ** SIZE_EXPONENT)),
	);
	const due = [...planCommands(sizes, hours, commandsPerHour), ...planCuts(hours), ...planChecks(hours)];
	return { sizes, due: due.sort((a, b) => a.at - b.at) };
}

/** At any time, and in any guild: the more members it has the more often, by the square root of their number. */
function planCommands(sizes: readonly number[], hours: number, perHour: number): Due[] {
	const weights = new Weights(sizes.map((size) => Math.sqrt(size)));
	return Array.from({ length: hours * perHour }, (_, n) => {
		const guild = weights.pick(chance('guild', n));
		return { what: 'command', at: chance('time', n) * hours * HOUR_MS, guild };
	});
}

function planCuts(hours: number): Due[] {
	const cuts: Due[] = [];
	for (let hour = RECONNECT_HOURS / 2; hour < hours; hour += RECONNECT_HOURS) {
		cuts.push({ what: 'cut', at: hour * HOUR_MS, resumable: true, awayMs: 20_000 });
	}
	if (LOSS_HOUR < hours) cuts.push({ what: 'cut', at: LOSS_HOUR * HOUR_MS, resumable: false, awayMs: 120_000 });
	return cuts;
}

function planChecks(hours: number): Due[] {
	return Array.from({ length: hours }, (_, index) => {
		const hour = index + 1;
		const isFull = hour % FULL_CHECK_HOURS === 0 || hour === hours;
		return { what: 'check', at: hour * HOUR_MS, hour, isFull };
	});
}
