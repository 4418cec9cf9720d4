import type { RawMember } from '../interfaces/ITransport.js';
import { waitFor } from '../pacing/waitFor.js';
import type { MembersChunk } from '../sync/GuildSync.js';
import type { FetchContext } from './FetchContext.js';
import { takeTurn } from './takeTurn.js';

/** What the gateway says of one user, and when (monotonic ms) it was asked; `undefined` where it stays silent for `chunkIdle`. */
export async function askGatewayForOne(
	context: FetchContext,
	userId: string,
): Promise<{ member: RawMember | undefined; askedAt: number } | undefined> {
	const { sync, guild, clock, signal, config, deps, transport } = context;
	await takeTurn(context);
	const askedAt = clock.now();
	const nonce = deps.createNonce();
	let answer: MembersChunk | undefined;
	sync.own(nonce);
	await waitFor(signal, (arrived) => {
		const onChunk = (chunk: MembersChunk) => {
			if (chunk.nonce !== nonce) return;
			answer = chunk;
			arrived();
		};
		const cancel = clock.setTimer(config.timeouts.chunkIdle, arrived);
		const unlisten = guild.listen({ onChunk, onEraEnd: arrived });
		transport
			.requestMembers(guild.shardId, { guild_id: guild.id, user_ids: [userId], nonce })
			.then(() => context.countGateway(), arrived);
		return () => {
			cancel();
			unlisten();
		};
	});
	if (!answer) return undefined;
	context.via.add('gateway');
	return { member: answer.members.find(({ user }) => user.id === userId), askedAt };
}
