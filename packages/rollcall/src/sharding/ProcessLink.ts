import { randomUUID } from 'node:crypto';
import type { Client, Guild } from 'discord.js';
import { questionsOf } from '../engine/offeredQuestions.js';
import { invalid } from '../errors/invalid.js';
import { linkLost, linkVersion, noOwner, ownerAway } from '../errors/links.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { ILinkedRosters, MemberCountResult, MemberIdsResult } from '../interfaces/ILinkedRosters.js';
import type { IMemberFetchService } from '../interfaces/IMemberFetchService.js';
import type {
	FilteredRosterResult,
	RawMemberResult,
	RoleReference,
	RoleRosterResult,
	RosterBatch,
	RosterByIdResult,
	RosterResult,
} from '../interfaces/IStandaloneMemberFetchService.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import { SystemClock } from '../pacing/SystemClock.js';
import { readRole } from '../roles/AskedRole.js';
import { AskedRosters } from './AskedRosters.js';
import { answerQuestion } from './answerQuestion.js';
import { type LinkOptions, timesOf } from './LinkOptions.js';
import { LocalRosters } from './LocalRosters.js';
import { shardOf } from './processes/shardOf.js';
import { Answerer } from './wire/Answerer.js';
import { Asker } from './wire/Asker.js';
import type { ILinkPort } from './wire/ILinkPort.js';
import { type Ask, cameAsBytes, type LinkMessage, PROBE, PROTOCOL, readMessage, versionOf } from './wire/messages.js';
import type { OpenQuestion } from './wire/OpenQuestion.js';

type DirectOptions = Pick<FetchOptions, 'signal' | 'timeout'>;

/** A process of a bot, and what it asks of the others over a channel to their parent. */
export class ProcessLink implements ILinkedRosters {
	readonly #client: Client;
	readonly #local: LocalRosters;
	readonly #asked: AskedRosters;
	readonly #asker: Asker;
	readonly #answerer: Answerer;
	readonly #port: ILinkPort | undefined;
	readonly #undo: (() => void)[] = [];
	/** Why the parent cannot be asked. */
	#cut: ((guildId: string) => MemberFetchError) | undefined;
	#isClosed = false;

	/** @param port - the channel to the parent process, if there is one */
	constructor(service: IMemberFetchService, client: Client, port: ILinkPort | undefined, options: LinkOptions) {
		const { clock = new SystemClock() } = options;
		const times = timesOf(options);
		const questions = questionsOf(service);
		if (!questions) throw invalid('service', service, 'a MemberFetchService of this copy of rollcall');
		const name = randomUUID();
		const send = (message: LinkMessage) => this.#port?.send(message);
		this.#client = client;
		this.#port = port;
		this.#local = new LocalRosters(questions, clock);
		this.#asker = new Asker({ clock, times, name, send });
		this.#answerer = new Answerer({ clock, times, name, send, answer: (ask, open) => this.#answer(ask, open) });
		this.#asked = new AskedRosters(this.#asker, clock, (guildId) => this.#obstacle(guildId));
		if (port) this.#join(port);
	}

	/** {@inheritDoc ILinkedRosters.fetchGuildMembers} */
	async fetchGuildMembers(guildId: string, options: FetchOptions = {}): Promise<RosterResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.members(guild, options) : this.#asked.fetchGuildMembers(guildId, options);
	}

	/** {@inheritDoc ILinkedRosters.fetchRoleMembers} */
	async fetchRoleMembers(
		guildId: string,
		roleNameOrId: string | RoleReference,
		options: FetchOptions = {},
	): Promise<RoleRosterResult> {
		const guild = this.#find(guildId);
		if (!guild) return this.#asked.fetchRoleMembers(guildId, roleNameOrId, options);
		return this.#local.role(guild, readRole(roleNameOrId, guildId).key, options);
	}

	/** {@inheritDoc ILinkedRosters.queryMembers} */
	async queryMembers(guildId: string, query: RosterQuery, options: FetchOptions = {}): Promise<FilteredRosterResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.query(guild, query, options) : this.#asked.queryMembers(guildId, query, options);
	}

	/** {@inheritDoc ILinkedRosters.fetchMemberIds} */
	async fetchMemberIds(guildId: string, query: RosterQuery = {}, options: FetchOptions = {}): Promise<MemberIdsResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.ids(guild, query, options) : this.#asked.fetchMemberIds(guildId, query, options);
	}

	/** {@inheritDoc ILinkedRosters.countMembers} */
	async countMembers(guildId: string, query: RosterQuery = {}, options: FetchOptions = {}): Promise<MemberCountResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.count(guild, query, options) : this.#asked.countMembers(guildId, query, options);
	}

	/** {@inheritDoc ILinkedRosters.fetchMember} */
	async fetchMember(guildId: string, userId: string, options: DirectOptions = {}): Promise<RawMemberResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.member(guild, userId, options) : this.#asked.fetchMember(guildId, userId, options);
	}

	/** {@inheritDoc ILinkedRosters.fetchMembersById} */
	async fetchMembersById(
		guildId: string,
		userIds: readonly string[],
		options: DirectOptions = {},
	): Promise<RosterByIdResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.byId(guild, userIds, options) : this.#asked.fetchMembersById(guildId, userIds, options);
	}

	/** {@inheritDoc ILinkedRosters.roleMemberCounts} */
	async roleMemberCounts(guildId: string, options: DirectOptions = {}): Promise<RoleCountsResult> {
		const guild = this.#find(guildId);
		return guild ? this.#local.roleCounts(guild, options) : this.#asked.roleMemberCounts(guildId, options);
	}

	/** {@inheritDoc ILinkedRosters.streamGuildMembers} */
	async *streamGuildMembers(guildId: string, options: FetchOptions = {}): AsyncGenerator<RosterBatch, void, undefined> {
		const guild = this.#find(guildId);
		if (!guild) return yield* this.#asked.streamGuildMembers(guildId, options);
		for await (const { view, ...batch } of this.#local.stream(guild, options)) yield { ...batch, members: view };
	}

	/**
	 * Takes part no more: the questions of this process end with `CLOSED`, those of others with `OWNER_LOST`, and no
	 * listener or timer is left. Close it before the service.
	 */
	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		for (const undo of this.#undo) undo();
		this.#answerer.dropAll();
		this.#asker.failAll(() => closed());
		if (this.#port?.isOpen) this.#port.send({ type: 'bye' });
	}

	#join(port: ILinkPort): void {
		const hello = () => this.#hello();
		this.#client.once('clientReady', hello);
		this.#undo.push(
			() => void this.#client.off('clientReady', hello),
			port.listen(
				(value) => this.#hear(value),
				() => this.#part((guildId) => linkLost(guildId, 'the parent process is gone')),
			),
		);
		hello();
	}

	#hello(): void {
		const { ws, options } = this.#client;
		const shards = [...ws.shards.keys()];
		const shardCount = shards.length > 0 ? (options.shardCount ?? 0) : 0;
		this.#port?.send({ type: 'hello', shards, shardCount, isReady: this.#client.isReady(), probe: PROBE });
	}

	#hear(value: unknown): void {
		const version = versionOf(value);
		if (version === undefined) return; // the bot's own, or the client library's
		if (version !== PROTOCOL) {
			if (!this.#cut) this.#hello(); // so that the parent learns of it, too
			this.#part((guildId) => linkVersion(guildId, version, PROTOCOL));
		}
		const message = readMessage(value);
		if (message) this.#take(message);
	}

	#take(message: LinkMessage): void {
		switch (message.type) {
			case 'welcome':
				this.#cut = undefined;
				if (this.#port && cameAsBytes(message)) this.#port.carriesBytes = true;
				if (message.asks) this.#hello();
				return;
			case 'bye':
				this.#part((guildId) => linkLost(guildId, 'the parent process has closed its side'));
				return;
			case 'hello':
				return;
			case 'ask':
			case 'more':
			case 'cancel':
				this.#answerer.receive(message);
				return;
			default:
				this.#asker.receive(message);
		}
	}

	/** The parent is gone, or cannot be understood. */
	#part(why: (guildId: string) => MemberFetchError): void {
		this.#cut = why;
		this.#answerer.dropAll();
		this.#asker.failAll(why);
	}

	async #answer({ guildId, question }: Ask, open: OpenQuestion): Promise<MemberFetchError | undefined> {
		const guild = this.#client.guilds.cache.get(guildId);
		if (!guild) return this.#isOurs(guildId) ? this.#absent(guildId) : ownerAway(guildId, 0);
		await answerQuestion(this.#local, guild, question, open);
		return undefined;
	}

	#find(guildId: string): Guild | undefined {
		if (this.#isClosed) throw closed();
		return this.#client.guilds.cache.get(guildId);
	}

	/** Why nobody can be asked about a guild that is not here. */
	#obstacle(guildId: string): MemberFetchError | undefined {
		if (this.#isOurs(guildId)) return this.#absent(guildId);
		if (!this.#port) return noOwner(guildId, 'this process does not have its shard, and no manager has started it');
		return this.#cut?.(guildId);
	}

	#isOurs(guildId: string): boolean {
		const { ws, options } = this.#client;
		return ws.shards.size > 0 && ws.shards.has(shardOf(guildId, options.shardCount ?? 1));
	}

	/** Why a guild of this process's shards is not here. */
	#absent(guildId: string): MemberFetchError {
		if (!this.#client.isReady()) return ownerAway(guildId, 0);
		return new MemberFetchError('UNKNOWN_GUILD', `The bot is not in guild ${guildId}.`, { guildId });
	}
}

function closed(): MemberFetchError {
	return new MemberFetchError('CLOSED', 'The link was closed.');
}
