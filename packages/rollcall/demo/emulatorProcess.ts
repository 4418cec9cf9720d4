import { DiscordEmulator } from 'rollcall-emulator';
import { fingerprintOfTruth } from './fingerprint.js';
import type { AnswerMessage, CommandMessage, CommandName, Commands } from './protocol.js';

// Discord is elsewhere, so the emulator runs in a process of its own; this is what runs there.

type Handlers = {
	[Name in CommandName]: (...args: Parameters<Commands[Name]>) => Promisable<ReturnType<Commands[Name]>>;
};
type Promisable<T> = T | Promise<T>;

let emulator: DiscordEmulator;

const handlers: Handlers = {
	async start({ bots, members }) {
		const guildIds = Array.from({ length: bots }, (_, index) =>
			String(300_000_000_000_000_000n + BigInt(index) * 4_194_304n),
		);
		emulator = new DiscordEmulator({
			profile: 'discord',
			guilds: guildIds.map((id) => ({ id, members })),
			bots: guildIds.map((id) => ({ guilds: [id] })),
		});
		await emulator.start();
		const accounts = emulator.bots.map((bot, index) => ({ ...bot, guildId: guildIds[index] as string }));
		return { restUrl: emulator.restUrl, bots: accounts };
	},

	addFault({ botId, fault }) {
		emulator.faults.add({ on: 'memberRequest', full: true, botId, ...fault });
	},

	leaveAfterChunks({ botId, guildId, chunks }) {
		const guild = emulator.world.guild(guildId);
		const leave = () => guild.leave(firstMember(guildId, botId));
		emulator.faults.add({ on: 'memberRequest', full: true, botId, after: { chunks, do: leave } });
	},

	truth({ guildId }) {
		const members = emulator.world.guild(guildId).members();
		return Array.from(members, (member) => [member.user.id, fingerprintOfTruth(member)]);
	},

	requests({ botId }) {
		const { memberRequests, rest } = emulator.stats.bot(botId);
		const { full, query, userIds } = memberRequests;
		return { gateway: full + query + userIds, rest: rest.total - (rest.byRoute.getGatewayBot ?? 0) };
	},
};

/** The first one in the order of the chunks who is no bot, so that its chunk is out when it leaves. */
function firstMember(guildId: string, botId: string): string {
	const guild = emulator.world.guild(guildId);
	const member = guild.page('0', 10).find(({ user }) => user.id !== botId && user.id !== guild.ownerId);
	if (!member) throw new Error(`Guild ${guildId} has nobody who could leave.`);
	return member.user.id;
}

async function answer({ id, name, options }: CommandMessage): Promise<AnswerMessage> {
	try {
		const handle = handlers[name] as (options: unknown) => unknown;
		return { id, answer: await handle(options) };
	} catch (error) {
		return { id, error: error instanceof Error ? error.message : String(error) };
	}
}

process.on('message', async (message: CommandMessage) => void process.send?.(await answer(message)));
// The demo went away, by whatever way: there is nobody left to emulate for.
process.on('disconnect', () => process.exit());
