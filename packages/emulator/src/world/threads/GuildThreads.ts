import {
	type APIGuildMember,
	type APIThreadChannel,
	type APIThreadMember,
	ChannelType,
	type ThreadMemberFlags,
} from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap, saveMaps } from '../saved/index.js';

/** Discord counts the members of a thread no further. */
const MOST_COUNTED = 50;

/** A new thread. */
export interface NewThread {
	readonly parentId: string;
	readonly name: string;
	readonly ownerId: string;
	/** A public thread by default. */
	readonly type?: APIThreadChannel['type'] | undefined;
	/** The message that it begins with has the same id. */
	readonly id?: string | undefined;
	/** Minutes. */
	readonly autoArchiveDuration?: number | undefined;
	readonly rateLimitPerUser?: number | undefined;
	readonly invitable?: boolean | undefined;
	readonly appliedTags?: readonly string[] | undefined;
}

/** Changes of a thread. `metadata` is laid over its metadata. */
export interface ThreadPatch {
	readonly [field: string]: unknown;
	readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The part of a guild that threads need. */
interface ThreadSurroundings {
	readonly guildId: string;
	nextId(): string;
	now(): number;
	member(id: string): APIGuildMember | undefined;
	/** Forgets the messages of a thread that is gone. */
	forget(threadId: string): void;
	emit(event: GuildEvent): void;
}

/** The threads of a guild, and who is in them. */
export class GuildThreads {
	readonly #threads = new Map<string, APIThreadChannel>();
	/** By thread and user: when they joined it. */
	readonly #members = new Map<string, Map<string, number>>();

	constructor(private readonly around: ThreadSurroundings) {}

	/** The threads by id, archived ones included. */
	get all(): ReadonlyMap<string, APIThreadChannel> {
		return this.#threads;
	}

	/** Whether a user is in a thread. */
	isIn(threadId: string, userId: string): boolean {
		return this.#members.get(threadId)?.has(userId) ?? false;
	}

	/** The users in a thread, as Discord describes them. */
	membersOf(threadId: string): APIThreadMember[] {
		return [...(this.#members.get(threadId) ?? [])].map(([userId, at]) => describeMember(threadId, userId, at));
	}

	/** Makes a thread, with its owner in it. */
	create(given: NewThread): APIThreadChannel {
		const { parentId, name, ownerId, type = ChannelType.PublicThread, autoArchiveDuration = 4320 } = given;
		const now = discordTimestamp(this.around.now());
		const thread = {
			...{ id: given.id ?? this.around.nextId(), type, guild_id: this.around.guildId, parent_id: parentId, name },
			...{ owner_id: ownerId, last_message_id: null, flags: 0, rate_limit_per_user: given.rateLimitPerUser ?? 0 },
			...{ message_count: 0, member_count: 1, total_message_sent: 0 },
			...(given.appliedTags && { applied_tags: [...given.appliedTags] }),
			thread_metadata: {
				...{ archived: false, archive_timestamp: now, auto_archive_duration: autoArchiveDuration, locked: false },
				create_timestamp: now,
				...(type === ChannelType.PrivateThread && { invitable: given.invitable ?? true }),
			},
		} as unknown as APIThreadChannel;
		this.#threads.set(thread.id, thread);
		this.#members.set(thread.id, new Map([[ownerId, this.around.now()]]));
		this.around.emit({ type: 'threadCreate', thread: cloneJson(thread) });
		return cloneJson(thread);
	}

	/** Changes a thread. Its time of archiving changes when it is archived, and when that is undone. */
	update(threadId: string, { metadata = {}, ...patch }: ThreadPatch): APIThreadChannel {
		const before = this.#require(threadId);
		const archives = metadata.archived !== undefined && metadata.archived !== before.thread_metadata?.archived;
		const thread_metadata = {
			...{ ...before.thread_metadata, ...metadata },
			...(archives && { archive_timestamp: discordTimestamp(this.around.now()) }),
		};
		const thread = { ...before, ...cloneJson(patch), thread_metadata } as APIThreadChannel;
		this.#threads.set(threadId, thread);
		this.around.emit({ type: 'threadUpdate', thread: cloneJson(thread) });
		return cloneJson(thread);
	}

	delete(threadId: string): void {
		const thread = this.#require(threadId);
		this.around.forget(threadId);
		this.#threads.delete(threadId);
		this.#members.delete(threadId);
		this.around.emit({ type: 'threadDelete', thread });
	}

	/** Deletes the threads of a channel that is gone. Discord sends no events for them. */
	forgetParent(channelId: string): void {
		for (const { id, parent_id } of [...this.#threads.values()]) {
			if (parent_id !== channelId) continue;
			this.around.forget(id);
			this.#threads.delete(id);
			this.#members.delete(id);
		}
	}

	/** Adds a user to a thread. Nothing happens if they are in it. */
	join(threadId: string, userId: string): void {
		const thread = this.#require(threadId);
		const members = this.#members.get(threadId);
		if (!members || members.has(userId)) return;
		const at = this.around.now();
		members.set(userId, at);
		this.#count(thread, members.size);
		const member = this.around.member(userId);
		const added = { ...describeMember(threadId, userId, at), ...(member && { member }) };
		this.around.emit({ type: 'threadMembers', thread: this.#shown(threadId), added: [added], removedIds: [] });
	}

	/** Takes a user out of a thread. */
	leave(threadId: string, userId: string): void {
		const thread = this.#require(threadId);
		const members = this.#members.get(threadId);
		if (!members?.delete(userId)) return;
		this.#count(thread, members.size);
		this.around.emit({ type: 'threadMembers', thread: this.#shown(threadId), added: [], removedIds: [userId] });
	}

	/** Keeps all threads and their members. The returned function puts them back. */
	save(): () => void {
		const putBack = [saveMap(this.#threads), saveMaps(this.#members)];
		return () => {
			for (const each of putBack) each();
		};
	}

	/** Counts a message. Its author is in the thread from then on, and the thread is no longer archived. */
	noteMessage(threadId: string, messageId: string, authorId: string): void {
		const thread = this.#threads.get(threadId);
		if (!thread) return;
		if (thread.thread_metadata?.archived) this.update(threadId, { metadata: { archived: false } });
		const { message_count = 0, total_message_sent = 0 } = this.#require(threadId);
		this.#threads.set(threadId, {
			...this.#require(threadId),
			...{ message_count: message_count + 1, total_message_sent: total_message_sent + 1, last_message_id: messageId },
		});
		if (this.around.member(authorId)) this.join(threadId, authorId);
	}

	#count(thread: APIThreadChannel, members: number): void {
		this.#threads.set(thread.id, { ...thread, member_count: Math.min(MOST_COUNTED, members) });
	}

	#shown(threadId: string): APIThreadChannel {
		return cloneJson(this.#require(threadId));
	}

	#require(threadId: string): APIThreadChannel {
		const thread = this.#threads.get(threadId);
		if (!thread) throw new RangeError(`Guild ${this.around.guildId} has no thread ${threadId}`);
		return thread;
	}
}

function describeMember(id: string, user_id: string, at: number): APIThreadMember {
	return { id, user_id, join_timestamp: discordTimestamp(at), flags: 0 as ThreadMemberFlags };
}
