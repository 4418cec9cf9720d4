import type { GuildMemberFlags } from 'discord-api-types/v10';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { afterFirstList } from './afterFirstList.js';
import { type Case, EVER } from './Case.js';

/** `(id >> 22) % 2` is 1. */
const ON_SHARD_1 = '300000000004194304';

/** Cases in which something does not arrive, arrives late, or is not true any more. */
export const losses = {
	'nothing-wrong': {
		happens: 'Nothing goes wrong.',
	},
	'chunk-lost': {
		happens: 'The last chunk of the first answer never arrives.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', full: true, lose: 'last' });
		},
	},
	'member-omitted': {
		happens: 'The chunks leave out the bot itself, and their count looks complete.',
		set: ({ faults, bots }) => {
			faults.add({ on: 'memberRequest', full: true, omit: [bots[0]?.id ?? ''], times: EVER });
		},
	},
	'gateway-silent': {
		happens: 'The gateway answers no full request, and REST answers 503.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', full: true, silence: true, times: EVER });
			faults.add({ on: 'rest', route: 'listMembers', status: 503, times: EVER });
		},
	},
	'session-cut': {
		happens: 'The session ends in the middle of the first answer, and the bot has to start a new one.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', full: true, after: { chunks: 1, do: 'cutFatal' } });
		},
	},
	'session-lost': {
		happens: 'The gateway cuts the bot in the middle of the first answer, and refuses new connections.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', full: true, after: { chunks: 1, do: shutOut } });
		},
	},
	'gateway-away': {
		happens: 'A second after the first list, the gateway cuts the bot and refuses new connections.',
		set: (emulator) => afterFirstList(emulator, () => shutOut(emulator)),
	},
	'rest-down': {
		happens:
			'A second after the first list, the gateway cuts the bot and refuses new connections, and REST answers 503.',
		set: (emulator) =>
			afterFirstList(emulator, () => {
				emulator.faults.add({ on: 'rest', status: 503, times: EVER });
				shutOut(emulator);
			}),
	},
	'guild-outage': {
		happens: 'A second after the first list, the guild becomes unavailable.',
		set: (emulator) => afterFirstList(emulator, () => emulator.world.guild().outage()),
	},
	'wrong-shard': {
		happens: 'There are two shards, and the guild is on shard 1.',
		options: { guilds: [{ id: ON_SHARD_1, members: 1500 }], gateway: { shards: 2 } },
	},
	'slow-gateway': {
		happens: 'The gateway sends a thousand members a second.',
		options: { guilds: [{ members: 6000 }], gateway: { membersPerSecond: 1000 } },
	},
	'large-guild': {
		happens: 'The guild has 50,000 members, and the gateway sends them as fast as it can.',
		options: { guilds: [{ members: 50_000 }], gateway: { membersPerSecond: 0 } },
	},
	'unreadable-member': {
		happens: 'The flags of a member are -1.',
		set: ({ world }) => {
			const [member] = world.guild().members();
			world.guild().update(member?.user.id ?? '', { flags: -1 as GuildMemberFlags });
		},
	},
	'clock-skew': {
		happens: "Discord's clock is an hour ahead of this machine's.",
		options: { rest: { clockSkew: 3_600_000 } },
	},
} as const satisfies Record<string, Case>;

function shutOut({ faults }: DiscordEmulator): void {
	faults.gateway.refuseConnections();
	faults.gateway.cut({ resumable: true, abrupt: true });
}
