import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { DiscordEmulator } from '../DiscordEmulator.js';

/** The time in which a bot reads its first list, and asks more about it. */
const READING_MS = 1_000;

interface Chunk {
	readonly members: readonly unknown[];
	readonly chunk_index: number;
	readonly chunk_count: number;
}

/** Does something once, when the first list of a guild's members was sent and the bot had time to read it. */
export function afterFirstList(emulator: DiscordEmulator, happen: () => void): void {
	const stop = emulator.onDispatch((_botId, _shardId, { t, d }) => {
		if (t !== GatewayDispatchEvents.GuildMembersChunk || !endsList(d as Chunk)) return;
		stop();
		setTimeout(happen, READING_MS).unref();
	});
}

/** Whether a chunk ends a list. Requests by id get at most a hundred members, in one chunk. */
function endsList({ members, chunk_index, chunk_count }: Chunk): boolean {
	return chunk_index === chunk_count - 1 && (chunk_count > 1 || members.length > 100);
}
