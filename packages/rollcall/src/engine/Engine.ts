import { randomUUID } from 'node:crypto';
import { CONFIG_WITH_STORE, DEFAULT_CONFIG } from '../config/defaults.js';
import { isSameFields } from '../config/isSameFields.js';
import type { MemberFields } from '../config/memberFields.js';
import { mergeConfig } from '../config/merge.js';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import { because, type Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchDependencies } from '../fetching/FetchDependencies.js';
import type { IBotGates } from '../interfaces/IBotGates.js';
import type { IClock } from '../interfaces/IClock.js';
import type { FigureListener } from '../monitoring/figures.js';
import { GateWaits } from '../monitoring/GateWaits.js';
import { OpenCalls } from '../monitoring/OpenCalls.js';
import { RecentOutcomes } from '../monitoring/RecentOutcomes.js';
import { SlowWarnings } from '../monitoring/SlowWarnings.js';
import { Statistics } from '../monitoring/Statistics.js';
import { Backoff } from '../pacing/Backoff.js';
import { OperationGate } from '../pacing/OperationGate.js';
import { SystemClock } from '../pacing/SystemClock.js';
import { HeldRosters } from '../roster/HeldRosters.js';
import type { Roster } from '../roster/Roster.js';
import { Announcements } from '../sync/Announcements.js';
import type { GuildState } from '../sync/GuildState.js';
import type { Answer } from './Answer.js';
import { checkGates } from './checkGates.js';
import type { EngineDependencies } from './EngineDependencies.js';
import { Keeper } from './Keeper.js';
import { RunningFetches } from './RunningFetches.js';

/**
 * Everything that all calls of one service share: config, gates, figures, the rosters that are held and the fetches that run. It
 * knows no client library. A single call is in `Call.ts`.
 */
export class Engine {
	readonly clock: IClock;
	readonly statistics: Statistics;
	readonly outcomes: RecentOutcomes;
	readonly rosters: HeldRosters;
	readonly running: RunningFetches;
	readonly operations: OperationGate;
	/** Calls the listeners of the service. */
	readonly announcements = new Announcements();
	readonly slow: SlowWarnings;
	/** The calls that have no answer yet. */
	readonly calls = new OpenCalls();
	/** How long operations wait for gates. */
	readonly waits: GateWaits;
	/** The limits that all processes of a bot share, if they do. */
	readonly gates: IBotGates | undefined;
	/** Those who collect figures with a distribution. */
	readonly collectors = new Set<FigureListener>();
	/** What it saves, if it has a store. */
	readonly keeper: Keeper;
	/** The context of a fetch, or of one request. */
	readonly fetching: FetchDependencies;
	/** Hear of each user of whom nothing is to be kept. */
	readonly forgetting = new Set<(userId: string) => void>();
	/** Ids of guilds of which an answer was given from a list that is not proven yet. */
	readonly wanted = new Set<string>();
	/** Refuses a changed config that the bots of the service cannot have, by an error. */
	checkConfig: (config: MemberFetchConfig) => void = () => {};
	#config: MemberFetchConfig;
	/** Its owner has said how many guilds it keeps. */
	#isSized: boolean;
	readonly #close = new AbortController();

	/** @param hasStore - it saves its rosters */
	constructor(config: ConfigPatch = {}, dependencies: Partial<EngineDependencies> = {}, hasStore = false) {
		const { clock = new SystemClock(), random = Math.random, createNonce = nonces(), gates } = dependencies;
		const current = () => this.#config;
		this.#config = mergeConfig(hasStore ? CONFIG_WITH_STORE : DEFAULT_CONFIG, config);
		this.#isSized = config.cache?.maxCacheSize !== undefined;
		this.clock = clock;
		this.keeper = new Keeper(clock);
		this.gates = checkGates(gates);
		this.statistics = new Statistics(clock);
		this.outcomes = new RecentOutcomes(clock);
		this.running = new RunningFetches(clock);
		this.rosters = new HeldRosters(
			clock,
			() => current().cache,
			(change) => this.announcements.settle(change),
		);
		this.rosters.onEvict = () => this.statistics.countEviction();
		this.waits = new GateWaits((wait) => {
			for (const collector of this.collectors) collector.onWait(wait);
		});
		this.operations = new OperationGate(clock, () => current().rateLimit);
		this.slow = new SlowWarnings(clock, current, this.operations);
		this.fetching = {
			clock,
			createNonce,
			operations: this.operations,
			config: current,
			backoff: () => new Backoff(current().retry, random),
			count: (kind, refused) => (refused ? this.statistics.countRefusal(kind) : this.statistics.countRequest(kind)),
		};
	}

	get config(): MemberFetchConfig {
		return this.#config;
	}

	/** Fires when the service is closed. */
	get closing(): AbortSignal {
		return this.#close.signal;
	}

	/** All guilds of the bot are to be kept, as far as there are bytes and its owner has set no other limit. */
	makeRoom(): void {
		const { maxCacheSize } = CONFIG_WITH_STORE.cache;
		if (!this.#isSized && this.#config.cache.maxCacheSize < maxCacheSize)
			this.updateConfig({ cache: { maxCacheSize } });
	}

	updateConfig(patch: ConfigPatch): void {
		const { fields } = this.#config;
		const config = mergeConfig(this.#config, patch);
		this.checkConfig(config);
		this.#config = config;
		this.#isSized ||= patch.cache?.maxCacheSize !== undefined;
		if (!isSameFields(fields, this.#config.fields)) {
			// Rosters that are held, or on their way, may lack a field that is kept from now on.
			this.clear(undefined, because('fieldsChanged'));
			this.running.release();
		}
		this.operations.changed();
		this.announcements.settle(() => this.rosters.changed());
	}

	/** The guild's roster, if it is true at this moment; nothing is asked. */
	trueRoster(guild: GuildState): Roster | undefined {
		const roster = guild.trueRoster;
		if (!roster) return undefined;
		this.rosters.touch(guild);
		roster.vouchUntil(guild.provenAt);
		return roster;
	}

	/** Holds a list that was proven though nobody asked for it. */
	hold(guild: GuildState, roster: Roster): void {
		if (this.closing.aborted || !isSameFields(roster.table.fields as MemberFields, this.#config.fields)) return;
		guild.keep(roster);
		this.rosters.keep(guild);
	}

	/** Counts an answer that a caller gets. */
	count({ metadata, success, error }: Answer, joined: boolean): void {
		if (!this.#config.monitoring.enableMetrics) return;
		this.statistics.recordAnswer({ metadata, success, errorCode: error?.code, joined });
		if (metadata.cacheHit) return;
		for (const collector of this.collectors) collector.onAnswer(metadata);
	}

	/** Drops the list of one guild, or all lists. */
	clear(guildId?: string, reason?: Reason): void {
		this.announcements.settle(() => this.rosters.clear(guildId, reason));
	}

	throwIfClosed(): void {
		if (this.closing.aborted)
			throw new MemberFetchError('CLOSED', 'The service was closed. Make a new MemberFetchService.');
	}

	close(): void {
		this.#close.abort();
		this.running.stopAll(closedMeanwhile());
		this.announcements.settle(() => this.rosters.close());
	}
}

/** The error of a call whose service was closed before the answer. */
export function closedMeanwhile(guildId?: string): MemberFetchError {
	const facts = guildId === undefined ? {} : { guildId };
	return new MemberFetchError('CLOSED', 'The service was closed while the fetch ran.', facts);
}

/** Makes texts that nobody else uses. There are several for each fetch, and randomness takes time. */
function nonces(): () => string {
	const own = randomUUID().replaceAll('-', '').slice(0, 20);
	let count = 0;
	return () => own + (count++).toString(36).padStart(4, '0'); // Discord ignores one of more than 32 bytes
}
