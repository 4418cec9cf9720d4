import type { AnswerOutcome } from '../engine/Answer.js';
import { checkGuildId } from '../engine/checkIds.js';
import { checkOptions } from '../engine/checkOptions.js';
import { invalid } from '../errors/invalid.js';
import { errorOf, linkVersion } from '../errors/links.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ILinkedRosters, MemberCountResult, MemberIdsResult } from '../interfaces/ILinkedRosters.js';
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
import { readRole } from '../roles/AskedRole.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import { type BlockFacts, BlockList, ROW_FORMAT } from '../roster/rowBlocks.js';
import { AskedCall } from './AskedCall.js';
import { type BatchHead, bytesOf, crossingQuery, type Head, outcomeHere } from './crossing.js';
import { failedOutcome, shortOutcome } from './failedAnswer.js';
import { idsOfBlock } from './idBlocks.js';
import type { Asker } from './wire/Asker.js';
import type { Piece } from './wire/messages.js';
import type { Asked } from './wire/Question.js';

type DirectOptions = Pick<FetchOptions, 'signal' | 'timeout'>;
const NO_FIGURES = { filterTime: 0, totalMembersChecked: 0 };

/** Members of guilds that other processes have. */
export class AskedRosters implements ILinkedRosters {
	/** @param obstacle - why nobody can be asked about the guild; throws if this side is closed */
	constructor(
		private readonly asker: Asker,
		private readonly clock: IClock,
		private readonly obstacle: (guildId: string) => MemberFetchError | undefined,
	) {}

	fetchGuildMembers(guildId: string, options: FetchOptions = {}): Promise<RosterResult> {
		return this.#list(guildId, { kind: 'members' }, options, {}, {});
	}

	async fetchRoleMembers(
		guildId: string,
		roleNameOrId: string | RoleReference,
		options: FetchOptions = {},
	): Promise<RoleRosterResult> {
		const { key, shown } = readRole(roleNameOrId, guildId);
		const unread = { ...NO_FIGURES, roleName: shown, memberCount: 0 };
		return this.#list<RoleRosterResult>(guildId, { kind: 'role', role: key }, options, unread, {});
	}

	async queryMembers(guildId: string, query: RosterQuery, options: FetchOptions = {}): Promise<FilteredRosterResult> {
		const asked = { kind: 'query', query: crossingQuery(query) } as const;
		return this.#list<FilteredRosterResult>(guildId, asked, options, NO_FIGURES, {});
	}

	async fetchMembersById(
		guildId: string,
		userIds: readonly string[],
		options: DirectOptions = {},
	): Promise<RosterByIdResult> {
		if (!Array.isArray(userIds)) throw invalid('userIds', userIds, 'an array of user ids');
		return this.#list<RosterByIdResult>(guildId, { kind: 'byId', userIds }, options, {}, { notFound: [] });
	}

	async fetchMemberIds(guildId: string, query: RosterQuery = {}, options: FetchOptions = {}): Promise<MemberIdsResult> {
		const call = this.#begin(guildId, { kind: 'ids', query: crossingQuery(query) }, options);
		const ids: string[] = [];
		let size = -1;
		let head: Head | undefined;
		await call.read((piece) => {
			if (head) for (const id of idsOfBlock(bytesOf(piece))) ids.push(id);
			else {
				head = headOf(piece);
				size = Number(head.values?.count);
			}
		});
		call.mustBeWhole(ids.length === size);
		return { ...this.#outcome(call, head, ids.length, size), ids };
	}

	async countMembers(guildId: string, query: RosterQuery = {}, options: FetchOptions = {}): Promise<MemberCountResult> {
		const { outcome, values } = await this.#values(guildId, { kind: 'count', query: crossingQuery(query) }, options);
		return { ...outcome, count: Number(values.count ?? 0) };
	}

	async fetchMember(guildId: string, userId: string, options: DirectOptions = {}): Promise<RawMemberResult> {
		const { outcome, values } = await this.#values(guildId, { kind: 'member', userId }, options);
		return { ...outcome, member: (values.member ?? null) as RawMemberResult['member'] };
	}

	async roleMemberCounts(guildId: string, options: DirectOptions = {}): Promise<RoleCountsResult> {
		const { outcome, values } = await this.#values(guildId, { kind: 'roleCounts' }, options);
		return { ...outcome, counts: new Map((values.counts ?? []) as [string, number][]) };
	}

	async *streamGuildMembers(guildId: string, options: FetchOptions = {}): AsyncGenerator<RosterBatch, void, undefined> {
		const call = this.#begin(guildId, { kind: 'stream' }, options);
		let last: BatchHead | undefined;
		try {
			for await (const piece of call.pieces()) {
				const batch = call.readOne(() => batchOf(guildId, piece));
				if (!batch) break;
				last = piece.meta as BatchHead;
				if (last.done) call.conclude();
				yield batch;
				if (last.done) return;
			}
			call.mustBeWhole(false);
			const error = call.conclude();
			if (error) yield { ...this.#broken(call, last, error), members: EMPTY_VIEW, removed: [], done: true, error };
		} finally {
			call.abandon();
		}
	}

	/** Asks for members, and puts them together again. */
	async #list<Result extends RosterResult>(
		guildId: string,
		asked: Asked,
		options: FetchOptions,
		unread: Omit<Result['metadata'], keyof RosterResult['metadata']>,
		none: Omit<Result, keyof RosterResult>,
	): Promise<Result> {
		const call = this.#begin(guildId, asked, options);
		let head: Head | undefined;
		let rows: BlockList | undefined;
		let size = -1;
		let values: Head['values'] = {};
		await call.read((piece) => {
			if (rows) return rows.add(piece.meta as BlockFacts, bytesOf(piece));
			head = headOf(piece);
			values = head.values;
			const { list } = head;
			if (list?.format !== ROW_FORMAT) throw foreignFormat(guildId);
			size = list.size;
			rows = new BlockList(list);
		});
		const roster = (rows as BlockList | undefined)?.view() ?? EMPTY_VIEW;
		call.mustBeWhole(roster.size === size);
		const outcome = this.#outcome(call, head, roster.size, size);
		const metadata = { ...unread, ...outcome.metadata };
		return { ...outcome, metadata, ...none, ...values, roster } as unknown as Result;
	}

	/** Asks for an answer of one piece. */
	async #values(
		guildId: string,
		asked: Asked,
		options: FetchOptions,
	): Promise<{ readonly outcome: AnswerOutcome; readonly values: Readonly<Record<string, unknown>> }> {
		const call = this.#begin(guildId, asked, options);
		let head: Head | undefined;
		await call.read((piece) => {
			head = headOf(piece);
		});
		call.mustBeWhole(head !== undefined);
		const outcome = this.#outcome(call, call.failure ? undefined : head, 0, 0);
		return { outcome, values: call.failure ? {} : (head?.values ?? {}) };
	}

	#begin(guildId: string, asked: Asked, options: FetchOptions): AskedCall {
		checkGuildId(guildId);
		checkOptions(options);
		return new AskedCall(this.asker, this.clock, guildId, asked, options, this.obstacle(guildId));
	}

	#outcome(call: AskedCall, head: Head | undefined, received: number, size: number): AnswerOutcome {
		const error = call.conclude();
		if (!error) return outcomeHere((head as Head).outcome); // without a head, the answer is not whole
		return head ? shortOutcome(outcomeHere(head.outcome), received, size, error) : failedOutcome(error, call.elapsedMs);
	}

	#broken(call: AskedCall, last: BatchHead | undefined, error: MemberFetchError): Pick<RosterBatch, 'metadata'> {
		if (!last) return { metadata: failedOutcome(error, call.elapsedMs).metadata };
		return { metadata: { ...last.metadata, status: 'partial', complete: false, reason: error.message } };
	}
}

/** The first piece of an answer. */
function headOf({ meta }: Piece): Head {
	const head = meta as Head;
	if (typeof head?.outcome?.metadata !== 'object') throw new TypeError('its first part says nothing about it');
	return head;
}

function batchOf(guildId: string, piece: Piece): RosterBatch {
	const { list, block, error, ...batch } = piece.meta as BatchHead;
	if (list.format !== ROW_FORMAT) throw foreignFormat(guildId);
	const rows = new BlockList(list);
	if (block) rows.add(block, bytesOf(piece));
	if (rows.size !== list.size) throw new RangeError('a batch lacks members');
	return { ...batch, members: rows.view(), ...(error && { error: errorOf(error) }) };
}

function foreignFormat(guildId: string): MemberFetchError {
	return linkVersion(guildId, 'with other columns', 'with its own');
}
