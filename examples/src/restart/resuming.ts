import type { REST } from '@discordjs/rest';
import { WebSocketManager } from '@discordjs/ws';
import { type IRosterStore, StandaloneMemberFetchService, savedSessions } from 'rollcall/standalone';

/** What the bot is at Discord. */
export interface Bot {
	readonly token: string;
	readonly applicationId: string;
	readonly intents: number;
	readonly rest: REST;
}

/** Starts a bot that goes on where its last process was. */
export async function startBot(store: IRosterStore, { token, applicationId, intents, rest }: Bot) {
	const shardCount = 1; // say it: "as many as Discord recommends" is another number one day
	const saved = await savedSessions(store, { applicationId, intents, shardCount });
	const { retrieveSessionInfo, updateSessionInfo } = saved;
	const sessions = { retrieveSessionInfo, updateSessionInfo };
	const gateway = new WebSocketManager({ token, intents, rest, shardCount, ...sessions });
	const members = new StandaloneMemberFetchService(
		{ gateway, rest },
		{ store: { saveInterval: 5_000 } },
		{ store: saved },
	);
	process.once('SIGTERM', () => members.stop()); // saves, and closes so that the next process can resume
	await gateway.connect();
	return members;
}
