import { DiscordEmulator } from 'rollcall-emulator';
import { fingerprintOfTruth } from '../checking/fingerprint.js';
import { serve } from '../processes/serve.js';
import type { DiscordCommands } from './DiscordCommands.js';

// Discord is elsewhere, so the emulator runs in a process of its own; this is what runs there.

let emulator: DiscordEmulator;

serve<DiscordCommands>({
	async start({ bots }) {
		const guilds = bots.flat().map((members, index) => ({ id: guildIdAt(index), members }));
		const ids = guilds.map(({ id }) => id);
		const guildIdsOf = bots.map(({ length }) => ids.splice(0, length));
		emulator = new DiscordEmulator({
			profile: 'discord',
			guilds,
			bots: guildIdsOf.map((ids) => ({ guilds: ids })),
		});
		await emulator.start();
		const targets = emulator.bots.map((bot, index) => ({ ...bot, guildIds: guildIdsOf[index] as string[] }));
		return { restUrl: emulator.restUrl, bots: targets };
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
		const { full, query, userIds, refused } = memberRequests;
		return {
			gateway: full + query + userIds,
			rest: rest.total - (rest.byRoute.getGatewayBot ?? 0),
			refused: { gateway: refused, rest: rest.rateLimited },
		};
	},
});

function guildIdAt(index: number): string {
	return String(300_000_000_000_000_000n + BigInt(index) * 4_194_304n);
}

/** The first one in the order of the chunks who is no bot, so that its chunk is out when it leaves. */
function firstMember(guildId: string, botId: string): string {
	const guild = emulator.world.guild(guildId);
	const member = guild.page('0', 10).find(({ user }) => user.id !== botId && user.id !== guild.ownerId);
	if (!member) throw new Error(`Guild ${guildId} has nobody who could leave.`);
	return member.user.id;
}
