import { SeededRandom } from '../random/index.js';
import { checkFault } from './faultKeys.js';
import { GatewayFaults } from './GatewayFaults.js';
import {
	type BoundFault,
	bindFault,
	type FaultMatch,
	type MemberRequestFault,
	type MemberRequestSubject,
} from './MemberRequestFault.js';
import type { RestFault, RestSubject } from './RestFault.js';

/** One entry of the script. */
export type Fault<Emulator> = MemberRequestFault<Emulator> | RestFault;

interface Entry<Of extends FaultMatch> {
	readonly fault: Of;
	/** Matching requests that still pass before the fault begins. */
	skip: number;
	/** Requests that it still meets. */
	left: number;
}

/** The script of what goes wrong. Entries meet the requests that they name, in the order of `add`. */
export class Faults<Emulator> {
	/** Faults of the gateway that happen at once. */
	readonly gateway: GatewayFaults;
	readonly #seed: number;
	#random: SeededRandom;
	readonly #emulator: Emulator;
	#memberRequests: Entry<MemberRequestFault<Emulator>>[] = [];
	#rest: Entry<RestFault>[] = [];

	/** @param emulator - What the functions of the faults are given. */
	constructor(seed: number, emulator: Emulator) {
		this.#emulator = emulator;
		this.#seed = seed;
		this.#random = new SeededRandom(seed);
		this.gateway = new GatewayFaults();
	}

	/** The source of every random choice of a fault. */
	get random(): SeededRandom {
		return this.#random;
	}

	/** @internal As at the start: no faults, and the same choices again. */
	reset(): void {
		this.clear();
		this.#random = new SeededRandom(this.#seed);
	}

	/**
	 * Adds a fault, and returns a function that takes it back.
	 *
	 * @throws RangeError if no fault has such a key
	 */
	add(fault: Fault<Emulator>): () => void {
		if (fault.on === 'memberRequest' || fault.on === 'rest') checkFault(fault);
		if (fault.on === 'memberRequest') return this.#put(this.#memberRequests, fault);
		if (fault.on === 'rest') return this.#put(this.#rest, fault);
		throw new TypeError(`faults.add: on must be 'memberRequest' or 'rest', got ${JSON.stringify(Object(fault).on)}`);
	}

	/** Takes back every fault that was added, and ends the lasting faults of `gateway`. */
	clear(): void {
		this.#memberRequests.length = 0;
		this.#rest.length = 0;
		this.gateway.clear();
	}

	/** Gives the fault that meets this opcode 8 request, if any, and counts it as used. */
	takeMemberRequest(subject: MemberRequestSubject): BoundFault | undefined {
		const fault = take(
			this.#memberRequests,
			({ fault }) => meets(fault, subject) && (fault.full === undefined || fault.full === subject.full),
		);
		return fault && bindFault(fault, this.#emulator);
	}

	/** Gives the fault that meets this REST request, if any, and counts it as used. */
	takeRest(subject: RestSubject): RestFault | undefined {
		return take(this.#rest, ({ fault }) => meets(fault, subject) && meetsRoute(fault.route, subject));
	}

	#put<Of extends FaultMatch>(entries: Entry<Of>[], fault: Of): () => void {
		const entry = { fault, skip: (fault.nth ?? 1) - 1, left: fault.times ?? 1 };
		entries.push(entry);
		return () => {
			const at = entries.indexOf(entry);
			if (at >= 0) entries.splice(at, 1);
		};
	}
}

function meets(fault: FaultMatch, subject: { guildId?: string; botId?: string }): boolean {
	return (
		(fault.guildId === undefined || fault.guildId === subject.guildId) &&
		(fault.botId === undefined || fault.botId === subject.botId)
	);
}

function meetsRoute(route: string | RegExp | undefined, { route: name, method, path }: RestSubject): boolean {
	if (route === undefined) return true;
	if (typeof route === 'string') return route === name;
	// A pattern with the flag g remembers its position, so every second request would not match.
	const pattern = new RegExp(route.source, route.flags.replace(/[gy]/g, ''));
	return pattern.test(name) || pattern.test(`${method} ${path}`);
}

/** Every matching entry counts the request, so other entries do not change what `nth` means. */
function take<Of extends FaultMatch>(entries: Entry<Of>[], matches: (entry: Entry<Of>) => boolean): Of | undefined {
	let taken: Entry<Of> | undefined;
	for (const entry of entries.filter(matches)) {
		if (entry.skip > 0) entry.skip -= 1;
		else taken ??= entry;
	}
	if (taken && --taken.left <= 0) entries.splice(entries.indexOf(taken), 1);
	return taken?.fault;
}
