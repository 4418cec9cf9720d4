import type { DiscordEmulator, EmulatorOptions } from 'rollcall-emulator';
import { digestOf } from '../checking/Digest.js';
import { fingerprintOfTruth } from '../checking/fingerprint.js';
import type { Handlers } from '../processes/serve.js';
import { mapRows } from '../sides/mapRows.js';
import type { DiscordCommands } from './DiscordCommands.js';
import { happenings } from './happenings.js';

/** The answers of an emulator that is made when it is to start, and a way to reach it then. */
export interface HandledDiscord {
	readonly handlers: Handlers<DiscordCommands>;
	emulator(): DiscordEmulator;
}

/** Answers for an emulator that `make` makes. */
export function handleDiscord(make: (options: EmulatorOptions) => DiscordEmulator): HandledDiscord {
	let started: DiscordEmulator | undefined;
	const emulator = () => {
		if (!started) throw new Error('The emulator has not started.');
		return started;
	};
	const handlers: Handlers<DiscordCommands> = {
		async start({ bots }) {
			const guilds = bots.flat().map((members, index) => ({ id: guildIdAt(index), members }));
			const ids = guilds.map(({ id }) => id);
			const guildIdsOf = bots.map(({ length }) => ids.splice(0, length));
			started = make({ profile: 'discord', guilds, bots: guildIdsOf.map((own) => ({ guilds: own })) });
			await started.start();
			const targets = started.bots.map((bot, index) => ({ ...bot, guildIds: guildIdsOf[index] as string[] }));
			return { restUrl: started.restUrl, bots: targets };
		},

		addFault({ botId, fault }) {
			emulator().faults.add({ on: 'memberRequest', full: true, botId, ...fault });
		},

		happenAfter({ botId, guildId, happening: { chunks, what }, fault }) {
			const happen = happenings[what];
			const after = { chunks, do: () => happen(emulator().world.guild(guildId), botId) };
			emulator().faults.add({ ...fault, on: 'memberRequest', full: true, botId, after });
		},

		truth({ guildId }) {
			const members = emulator().world.guild(guildId).members();
			return Array.from(members, (member) => [member.user.id, fingerprintOfTruth(member)]);
		},

		async digest({ guildId }) {
			const guild = emulator().world.guild(guildId);
			return { count: guild.size, digest: await digestOf(mapRows(guild.members(), fingerprintOfTruth)) };
		},

		requests({ botId }) {
			const { memberRequests, rest } = emulator().stats.bot(botId);
			const { full, query, userIds, refused } = memberRequests;
			return {
				gateway: full + query + userIds,
				rest: rest.total - (rest.byRoute.getGatewayBot ?? 0),
				refused: { gateway: refused, rest: rest.rateLimited },
			};
		},
	};
	return { handlers, emulator };
}

function guildIdAt(index: number): string {
	return String(300_000_000_000_000_000n + BigInt(index) * 4_194_304n);
}
