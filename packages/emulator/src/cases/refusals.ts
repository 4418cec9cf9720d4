import { afterFirstList } from './afterFirstList.js';
import { type Case, EVER } from './Case.js';

/** With this many members REST is slower than the gateway. */
const LARGE = 25_000;

/** Cases in which Discord refuses something. */
export const refusals = {
	'role-confusion': {
		happens: 'The guild has a role Verified and two roles Mods.',
		set: ({ world }) => {
			for (const [index, name] of ['Verified', 'Mods', 'Mods'].entries()) {
				world.guild().createRole({ id: `100000000000000000${index + 1}`, name });
			}
		},
	},
	'missing-intent': {
		happens: 'Discord sends no members to a bot that does not ask for the GuildMembers intent.',
	},
	'intent-not-granted': {
		happens: 'The application has no members intent. If a bot asks for it, Discord closes with 4014.',
		options: { bots: [{ intents: { members: false } }] },
	},
	'intent-withdrawn': {
		happens: 'A second after the first list, Discord takes the members intent away and closes with 4014.',
		set: (emulator) => afterFirstList(emulator, () => emulator.faults.gateway.cut({ resumable: false, code: 4014 })),
	},
	'token-reset': {
		happens: 'A second after the first list, the token is reset, and Discord closes with 4004.',
		set: (emulator) => afterFirstList(emulator, () => emulator.faults.gateway.cut({ resumable: false, code: 4004 })),
	},
	'missing-access': {
		happens: 'The gateway answers no member request, and REST answers 403 with code 50001.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', silence: true, times: EVER });
			const body = { message: 'Missing Access', code: 50001 };
			faults.add({ on: 'rest', route: 'listMembers', status: 403, body, times: EVER });
		},
	},
	'removed-from-guild': {
		happens: 'The bot is removed from the guild while its request is answered.',
		options: { guilds: [{ members: 5000 }] },
		set: ({ faults, world, bots }) => {
			const guild = world.guild();
			const leave = () => guild.leave(bots[0]?.id ?? '');
			faults.add({ on: 'memberRequest', full: true, after: { chunks: 1, do: leave } });
		},
	},
	'request-refused': {
		happens: 'The first full request is refused, as if another process with the same token had just asked.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter: 29.457 } });
		},
	},
	'requests-refused': {
		happens: 'Every full request is refused for 0.2 s, as if another process with the same token was always faster.',
		options: { guilds: [{ members: LARGE }] },
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter: 0.2 }, times: EVER });
		},
	},
	'cloudflare-block': {
		happens:
			'The gateway answers no member request, and Cloudflare refuses every REST request except that for the gateway.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', silence: true, times: EVER });
			const cloudflare = { code: 1015, retryAfter: 3600 } as const;
			faults.add({ on: 'rest', route: /^(?!GET \/gateway|getGateway)/, cloudflare, times: EVER });
		},
	},
	'rest-rejects': {
		happens: 'The gateway answers no member request, and REST answers 400 with an unknown code.',
		set: ({ faults }) => {
			faults.add({ on: 'memberRequest', silence: true, times: EVER });
			const body = { message: 'Not today', code: 99999 };
			faults.add({ on: 'rest', route: 'listMembers', status: 400, body, times: EVER });
		},
	},
} as const satisfies Record<string, Case>;
