import { ERROR_CODES } from './codes.js';
import { type ErrorInfo, MemberFetchError } from './MemberFetchError.js';

/** No process of the manager has the shard. */
export function noOwner(guildId: string, why: string): MemberFetchError {
	return new MemberFetchError('NO_OWNER', `Guild ${guildId}: ${why}. Ask where its shard runs.`, { guildId });
}

export function ownerAway(guildId: string, waitedMs: number): MemberFetchError {
	return new MemberFetchError(
		'OWNER_AWAY',
		`Guild ${guildId}: no process with its shard was ready within ${Math.round(waitedMs)} ms. Ask again when the shard has started. If it has, make a RosterLink in the child processes.`,
		{ guildId },
	);
}

export function ownerLost(guildId: string, why: string): MemberFetchError {
	return new MemberFetchError('OWNER_LOST', `Guild ${guildId}: ${why} before it had answered. Ask again.`, { guildId });
}

export function linkLost(guildId: string, why: string): MemberFetchError {
	return new MemberFetchError(
		'LINK_LOST',
		`Guild ${guildId}: ${why}. Ask again; if that goes on, look whether the parent process runs and has called serveRosters(manager).`,
		{
			guildId,
		},
	);
}

export function linkFull(guildId: string, why: string): MemberFetchError {
	return new MemberFetchError('LINK_FULL', `Guild ${guildId}: ${why}. Ask less at a time, and ask again.`, { guildId });
}

export function linkVersion(guildId: string, theirs: number | string, ours: number | string): MemberFetchError {
	return new MemberFetchError(
		'LINK_VERSION',
		`Guild ${guildId}: the other process speaks version ${theirs} of the link, and this one version ${ours}. Restart all processes with one version of rollcall.`,
		{ guildId },
	);
}

/** An error of another process. A code that this one does not know is of another version. */
export function errorOf(info: ErrorInfo): MemberFetchError {
	const { message, guildId, retryAfterMs } = info;
	const code = Object.hasOwn(ERROR_CODES, info.code) ? info.code : 'LINK_VERSION';
	return new MemberFetchError(code, String(message), {
		...(guildId !== undefined && { guildId }),
		...(retryAfterMs !== undefined && { retryAfterMs }),
	});
}
