import type { Clock, FreezableClock } from '../clock/index.js';
import type { DiscordEmulator, WorldSnapshot } from '../DiscordEmulator.js';
import { EventLog } from '../log/index.js';
import type { SentInteraction } from '../rest/index.js';
import type { GuildWorld, WorldOptions } from '../world/index.js';
import { InteractionWords } from './page/InteractionWords.js';
import { notFound, Refused } from './Refused.js';
import type { FaultJson } from './schemas/faults.js';

/** A fault that was added over HTTP. */
export interface AddedFault {
	readonly fault: FaultJson;
	remove(): void;
}

/** An operation. Its end is written into it. */
export interface Operated {
	readonly name: string;
	readonly method: string;
	/** The parameters of its path and its query, and the fields of its body, as they were given. */
	readonly given: Readonly<Record<string, unknown>>;
	/** Whether it has succeeded. */
	isDone: boolean;
	answer: unknown;
}

type OperationListener = (operated: Operated) => void;

const MOST_INTERACTIONS = 10_000;

/** What the control API remembers between two requests: everything that has a name in it. */
export class Control {
	readonly log: EventLog;
	readonly words: InteractionWords;
	readonly snapshots = new Map<string, WorldSnapshot>();
	readonly faults = new Map<string, AddedFault>();
	readonly activities = new Map<string, () => void>();
	readonly #interactions = new Map<string, SentInteraction>();
	readonly #operationListeners = new Set<OperationListener>();
	#ids = 0;
	#resets = 0;
	#advanced: Promise<void> = Promise.resolve();

	constructor(
		readonly emulator: DiscordEmulator,
		readonly clock: Clock,
	) {
		this.log = new EventLog(emulator, () => clock.now());
		this.words = new InteractionWords(emulator.world);
	}

	/** How many times everything has begun again. */
	get resets(): number {
		return this.#resets;
	}

	/** A new name, for example `fault-1`. */
	newId(kind: string): string {
		this.#ids += 1;
		return `${kind}-${this.#ids}`;
	}

	/** Calls the listener for each operation when it begins: what bots do because of it comes later. The returned function removes it. */
	onOperation(listener: OperationListener): () => void {
		this.#operationListeners.add(listener);
		return () => void this.#operationListeners.delete(listener);
	}

	/** @internal Does an operation, and tells the listeners. */
	async operate(operated: Pick<Operated, 'name' | 'method' | 'given'>, act: () => unknown): Promise<unknown> {
		const operation: Operated = { ...operated, isDone: false, answer: undefined };
		for (const listener of this.#operationListeners) listener(operation);
		operation.answer = await act();
		operation.isDone = true;
		return operation.answer;
	}

	/** The clock, if it can be frozen. */
	get freezable(): FreezableClock {
		if ('freeze' in this.clock) return this.clock as FreezableClock;
		throw new Refused(409, 'The clock of this emulator cannot be frozen.', 'Give the emulator a FreezableClock.');
	}

	/** Moves the frozen clock forward, one request after another. Bots stay connected, though their own clocks do not jump. */
	advance(ms: number): Promise<void> {
		const advance = async () => {
			const release = this.emulator.holdHeartbeats();
			await this.freezable.advance(ms).finally(release);
		};
		const advanced = this.#advanced.then(advance, advance);
		this.#advanced = advanced.catch(() => undefined);
		return advanced;
	}

	guild(id: string): GuildWorld {
		const { world } = this.emulator;
		const guild = id === 'first' ? world.guilds.values().next().value : world.guilds.get(id);
		if (guild) return guild;
		throw notFound(
			`There is no guild ${id}.`,
			`There are ${[...world.guilds.keys()].join(', ') || 'none'}. "first" is the first one.`,
		);
	}

	botId(id: string): string {
		const { bots } = this.emulator;
		const bot = id === 'first' ? bots[0] : bots.find((each) => each.id === id);
		if (bot) return bot.id;
		throw notFound(
			`There is no bot ${id}.`,
			`There are ${bots.map((each) => each.id).join(', ') || 'none'}. "first" is the first one.`,
		);
	}

	userId(id: string, guild: GuildWorld): string {
		return id === 'owner' ? guild.ownerId : id;
	}

	/** Keeps an interaction, so that later requests can name it. */
	keep(sent: SentInteraction): SentInteraction {
		this.#interactions.set(sent.data.id, sent);
		if (this.#interactions.size > MOST_INTERACTIONS) {
			this.#interactions.delete(this.#interactions.keys().next().value as string);
		}
		return sent;
	}

	interaction(id: string): SentInteraction {
		const sent = this.#interactions.get(id);
		if (sent) return sent;
		throw notFound(
			`There is no interaction ${id}.`,
			'A reset forgets all interactions. Take the id of an action since then.',
		);
	}

	/** Goes back to the start, to a snapshot, or to a new world. */
	reset(to?: WorldSnapshot | Partial<WorldOptions>): void {
		if (to) this.emulator.reset(to);
		else this.emulator.reset();
		this.#resets++;
		this.faults.clear();
		this.activities.clear();
		this.#interactions.clear();
		this.log.clear();
	}

	close(): void {
		this.log.close();
		this.words.close();
	}
}
