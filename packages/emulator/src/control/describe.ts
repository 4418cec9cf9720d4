import type { DiscordEmulator } from '../DiscordEmulator.js';
import type { Answer, SentInteraction } from '../rest/index.js';
import type { GuildWorld, MessageFile } from '../world/index.js';
import type { Control } from './Control.js';

/** A guild in a few words. */
export const describeGuild = (guild: GuildWorld) => ({
	...{ id: guild.id, ownerId: guild.ownerId, members: guild.size, available: guild.available },
	settings: { ...guild.settings },
});

const describeBot = ({ id, token, publicKey }: DiscordEmulator['bots'][number]) => ({ id, token, publicKey });

/** What a client of the control API wants to know first. */
export function describeStatus({ emulator, clock, log }: Control) {
	return {
		restUrl: emulator.restUrl,
		gatewayUrl: emulator.gatewayUrl,
		bots: emulator.bots.map(describeBot),
		guilds: [...emulator.world.guilds.values()].map(describeGuild),
		sessions: emulator.sessions.map(({ shard, ...session }) => ({ ...session, shard: [...shard] })),
		clock: { now: clock.now(), frozen: 'isFrozen' in clock && clock.isFrozen === true },
		log: { last: log.last },
	};
}

/** A file with its bytes as text. */
export const describeFile = ({ name, type, bytes }: MessageFile) => ({
	...{ name, type, size: bytes.length, base64: Buffer.from(bytes).toString('base64') },
});

/** An answer of a bot as a user sees it. */
export function describeAnswer(answer: Answer) {
	const { kind, at, wasDeferred, isEphemeral, content, embeds, components, choices, pings, message, modal } = answer;
	return {
		...{ kind, at, wasDeferred, isEphemeral, content, embeds, components, choices, pings },
		...(message && { message }),
		...(modal && { modal }),
		files: answer.files.map(describeFile),
	};
}

/** An interaction and everything that the bot has answered so far. */
export function describeInteraction(sent: SentInteraction) {
	const { data, createdAt, isAcknowledged, isDeferred } = sent;
	return {
		...{ id: data.id, createdAt, isAcknowledged, isDeferred, data },
		answers: sent.answers.map(describeAnswer),
		refusals: sent.refusals.map(({ at, code, body }) => ({ at, code, body })),
	};
}
