import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { isReadable } from '../payloads/isReadable.js';
import { GuildDirectory } from '../standalone/GuildDirectory.js';
import { aMember } from '../tests/aMember.js';
import { nested } from '../tests/nested.js';
import { SimulatedDiscord } from '../tests/simulation/SimulatedDiscord.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { BotState } from './BotState.js';

const ID = '200000000000000002';

const NAMES = [
	'READY',
	'RESUMED',
	'GUILD_CREATE',
	'GUILD_UPDATE',
	'GUILD_DELETE',
	'GUILD_ROLE_CREATE',
	'GUILD_ROLE_UPDATE',
	'GUILD_ROLE_DELETE',
	'GUILD_MEMBER_ADD',
	'GUILD_MEMBER_UPDATE',
	'GUILD_MEMBER_REMOVE',
	'GUILD_MEMBERS_CHUNK',
	'RATE_LIMITED',
	'USER_UPDATE',
	'VOICE_STATE_UPDATE',
];

/** Values that no field of Discord's has, and some that all have. */
const odd = fc.oneof(
	fc.constantFrom<unknown>(null, undefined, '', ID, 0, -1, 1e300, true, [], [null], {}, { id: ID }, [{ id: ID }]),
	fc.constant(nested(20_000)),
	fc.jsonValue({ maxDepth: 2 }),
);

/** A possible payload of a dispatch, with parts replaced or left out now and then. */
const data = fc.oneof(
	{ weight: 1, arbitrary: odd },
	{
		weight: 4,
		arbitrary: fc.record(
			{
				id: fc.oneof(fc.constant(ID), odd),
				guild_id: fc.oneof({ weight: 3, arbitrary: fc.constant(ID) }, odd),
				unavailable: odd,
				guilds: odd,
				user: fc.oneof(fc.constant({ id: '7' }), odd),
				user_id: odd,
				role: odd,
				role_id: odd,
				roles: odd,
				joined_at: odd,
				flags: odd,
				deaf: odd,
				mute: odd,
				members: fc.oneof(fc.constant([aMember('7')]), odd),
				member_count: odd,
				chunk_index: odd,
				chunk_count: odd,
				nonce: odd,
				not_found: odd,
				opcode: fc.oneof(fc.constant(8), odd),
				retry_after: odd,
				meta: fc.oneof(fc.constant({ guild_id: ID }), odd),
			},
			{ requiredKeys: [] },
		),
	},
);
const dispatch = fc.record({ t: fc.constantFrom(...NAMES), d: data });

/** No text can be made of the time, which a run has found. */
const JOINED_AT_NO_TEXT = {
	t: 'GUILD_MEMBER_ADD',
	d: { guild_id: ID, user: { id: '7' }, joined_at: { toString: [] } },
};

describe('dispatches of a server that keeps to no rule', () => {
	it('never throw, since what is thrown while a socket is read ends the process', () => {
		fc.assert(
			fc.property(fc.array(dispatch, { maxLength: 10 }), (dispatches) => {
				const clock = new VirtualClock();
				const bot = new BotState(new SimulatedDiscord(clock, { seed: 1, size: 5 }), clock);
				const directory = new GuildDirectory();
				bot.guild(ID, 0);
				for (const [index, { t, d }] of dispatches.entries()) {
					const told = { op: 0, s: index + 1, t, d };
					expect(() => bot.onDispatch(0, told)).not.toThrow();
					if (!isReadable(told)) continue; // the gateway's own watch passes it on to nobody
					expect(() => directory.take(0, told as unknown as GatewayDispatchPayload)).not.toThrow();
				}
				bot.close();
			}),
			{ numRuns: 500 * inject('depth'), examples: [[[JOINED_AT_NO_TEXT]]] },
		);
	});
});
