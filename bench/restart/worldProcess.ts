import { setImmediate, setTimeout } from 'node:timers/promises';
import { DiscordEmulator, type GuildWorld } from 'rollcall-emulator';
import { Digest, digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { yieldingly } from '../checking/yieldingly.js';
import { serve } from '../processes/serve.js';
import { mapRows } from '../sides/mapRows.js';
import type { WorldCommands } from './WorldCommands.js';
import { worldSizes } from './worldSizes.js';

// A Discord with as many guilds as a large bot has, for `npm run bench:restart` and `npm run bench:workers`.

const ROLES = 10;
/** Discord refuses a connection with more guilds. */
const MOST_A_SHARD = 2_500;
/** Changes after which the sockets get a turn. */
const AT_ONCE = 100;

let emulator: DiscordEmulator;
let guilds: readonly GuildWorld[];
/** Of each guild at the start: `memberAt` counts those who were there then. */
let sizes: readonly number[];

serve<WorldCommands>({
	async start({ guilds: count, members }) {
		const shards = Math.ceil(count / MOST_A_SHARD);
		emulator = new DiscordEmulator({
			guilds: worldSizes(count, members).map((size) => ({ members: size, roles: ROLES })),
			// The service keeps to the limit of sends, on a clock that the emulator does not have.
			gateway: { heartbeatInterval: 600_000, requestWindow: 0, sendLimit: 1_000_000, shards, maxConcurrency: shards },
		});
		await emulator.start();
		guilds = [...emulator.world.guilds.values()];
		sizes = guilds.map(({ size }) => size - 1); // without the bot itself
		const [largest] = guilds.toSorted((a, b) => b.size - a.size);
		const guildIds = guilds.map(({ id }) => id);
		const applicationId = emulator.bots[0]?.id ?? '';
		const { restUrl, token } = emulator;
		return { restUrl, token, applicationId, shardCount: shards, guildIds, largestId: largest?.id ?? '' };
	},

	async truth() {
		const digest = new Digest();
		for (const guild of guilds) {
			for await (const { user, nick = null, roles } of yieldingly(guild.members()))
				digest.add([guild.id, canonicalRow({ id: user.id, username: user.username, nick, roles })]);
		}
		return { members: digest.count, digest: digest.toString() };
	},

	asked() {
		const { memberRequests, rest } = emulator.stats.bot();
		const { full, query, userIds } = memberRequests;
		const members = Object.entries(rest.byRoute).filter(([route]) => route.includes('/members'));
		return { memberRequests: full + query + userIds, members: members.reduce((sum, [, count]) => sum + count, 0) };
	},

	async change({ count }) {
		for (let change = 0; change < count; change++) {
			const place = (change * 7) % guilds.length;
			const guild = guilds[place] as GuildWorld;
			const { id } = guild.memberAt((change * 31) % (sizes[place] as number)).user;
			const member = guild.member(id); // somebody may have left
			if (change % 3 === 0 || !member) guild.join();
			else if (change % 3 === 1 && id !== guild.ownerId && !member.user.bot) guild.leave(id);
			else guild.update(id, { nick: `while it was away ${change}` });
			if (change % AT_ONCE === 0) await setImmediate();
		}
	},

	async changeEvenly({ perSecond, seconds }) {
		const { guild, size } = largest();
		const beganAt = performance.now();
		for (let change = 0; change < perSecond * seconds; change++) {
			const { id } = guild.memberAt(change % size).user;
			guild.update(id, { nick: `${change} ${Date.now()}` });
			const waitMs = beganAt + ((change + 1) * 1_000) / perSecond - performance.now();
			await (waitMs > 0 ? setTimeout(waitMs) : setImmediate());
		}
	},

	largestMembers() {
		const { guild, size } = largest();
		return Array.from({ length: size }, (_, place) => guild.memberAt(place).user.id);
	},

	async largestTruth() {
		const { guild } = largest();
		const rows = mapRows(guild.members(), ({ user, nick = null, roles }) =>
			canonicalRow({ id: user.id, username: user.username, nick, roles }),
		);
		return { members: guild.size, digest: await digestOf(rows) };
	},
});

/** The guild, and how many members it had at the start. */
function largest(): { readonly guild: GuildWorld; readonly size: number } {
	const size = Math.max(...sizes);
	return { guild: guilds[sizes.indexOf(size)] as GuildWorld, size };
}
