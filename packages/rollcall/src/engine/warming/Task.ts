import type { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { WarmUpGuild } from '../../interfaces/WarmUp.js';
import type { AskedGuild } from '../CalledGuild.js';

/** A guild that is to be proven. */
export interface Task {
	readonly asked: AskedGuild;
	/** How often Discord was asked. */
	tries: number;
	/** Monotonic ms before which it is not tried again. */
	notBefore: number;
	/** A fetch of the warm-up runs. */
	isRunning: boolean;
	/** Why the last try failed. */
	error: MemberFetchError | undefined;
}

/** How it ended. */
export type TaskEnd = 'proven' | 'withoutRoom' | MemberFetchError;

export function taskOf(asked: AskedGuild): Task {
	return { asked, tries: 0, notBefore: 0, isRunning: false, error: undefined };
}

/** The guild, for those who choose the order. */
export function describeGuild({ asked: { ref } }: Task, isAskedFor: boolean): WarmUpGuild {
	const { id, shardId, memberCount } = ref;
	return { id, shardId, memberCount, isAskedFor };
}
