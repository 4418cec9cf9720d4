import { describe, expect, it } from 'vitest';
import { GuildGate } from '../pacing/GuildGate.js';
import { aMember } from '../tests/aMember.js';
import { SimulatedDiscord } from '../tests/simulation/SimulatedDiscord.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { BotState } from './BotState.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

const ID = '200000000000000002';

/** A simulated bot of one guild, and the guilds that it has begun to follow. */
function aBot() {
	const clock = new VirtualClock();
	const discord = new SimulatedDiscord(clock, { seed: 1, size: 5 });
	const followed: string[] = [];
	const bot = new BotState(discord, clock, (guildId) => {
		followed.push(guildId);
		return new GuildGate(clock);
	});
	const tell = async (t: string, d: object) => {
		discord.gateway.emit(t, d);
		await clock.advance(50);
	};
	const heartbeat = clock.pendingCount;
	/** Timers of the sync; the simulated gateway's own heartbeat is none of them. */
	const timerCount = () => clock.pendingCount - heartbeat;
	return { clock, discord, bot, followed, tell, timerCount };
}

describe('BotState', () => {
	it('keeps nothing of a guild that the bot has left, and starts from nothing when it is back', async () => {
		const { discord, bot, followed, tell } = aBot();
		const before = bot.guild(ID, 0);
		const reasons: string[] = [];
		before.listen({ onGone: (reason) => reasons.push(reason) });
		await tell('GUILD_DELETE', { id: ID });
		expect(reasons).toEqual(['the bot is no longer in the guild']);
		expect(before).toMatchObject({ available: false, observer: undefined, roster: undefined });
		Object.assign(discord, { held: false });
		await tell('GUILD_MEMBER_REMOVE', { guild_id: ID, user: { id: '7' } });
		await tell('RATE_LIMITED', { opcode: 8, retry_after: 1, meta: { guild_id: ID } });
		expect(followed).toEqual([ID]);
		Object.assign(discord, { held: true });
		await tell('GUILD_CREATE', { id: ID, member_count: 5 });
		const after = bot.guild(ID, 0);
		expect(after).not.toBe(before);
		expect(after).toMatchObject({ available: true, session: { brokenBy: undefined } });
	});

	it('suspects a gateway that has not answered until it acknowledges a later heartbeat', async () => {
		const { clock, bot } = aBot();
		const guild = bot.guild(ID, 0);
		guild.shard.suspect();
		await clock.advance(41_000);
		expect(guild.doubt?.kind).toBe('quiet');
		await clock.advance(1_000);
		expect(guild.doubt).toBeUndefined();
	});

	it('takes a GUILD_CREATE without `unavailable` for what it is, also of a guild that nobody has asked for', async () => {
		const { discord, bot, tell } = aBot();
		Object.assign(discord, { held: false }); // as discord.js has it
		await tell('READY', { guilds: [{ id: ID, unavailable: true }] });
		expect(bot.guild(ID, 0).available).toBe(false);
		await tell('GUILD_CREATE', { id: ID, member_count: 5 });
		await tell('GUILD_CREATE', { id: '9', member_count: 5 });
		expect([bot.guild(ID, 0), bot.guild('9', 0)].map(({ doubt }) => doubt)).toEqual([undefined, undefined]);
		await tell('GUILD_DELETE', { id: '9', unavailable: true });
		expect(bot.guild('9', 0).doubt?.kind).toBe('away');
	});

	it('vouches for a guild that may be in an outage only when the session has named it', async () => {
		const { discord, bot, tell } = aBot();
		Object.assign(discord, { held: undefined });
		const guild = bot.guild(ID, 0);
		expect(guild.doubt).toEqual({
			kind: 'quiet',
			reason: 'the gateway has sent nothing that shows that it has the guild',
		});
		await tell('GUILD_MEMBER_REMOVE', { guild_id: ID, user: { id: '7' } });
		expect(guild.doubt).toBeUndefined();
		await tell('GUILD_DELETE', { id: ID, unavailable: true });
		await tell('GUILD_MEMBER_REMOVE', { guild_id: ID, user: { id: '8' } });
		expect(guild.doubt?.kind).toBe('away');
	});

	it('keeps a guild through an outage', async () => {
		const { bot, tell } = aBot();
		const guild = bot.guild(ID, 0);
		await tell('GUILD_DELETE', { id: ID, unavailable: true });
		expect(bot.guild(ID, 0)).toBe(guild);
	});

	it('keeps nothing of a guild that a new session does not name', async () => {
		const { discord, bot, tell } = aBot();
		const guild = bot.guild(ID, 0);
		Object.assign(discord, { held: false });
		await tell('READY', { guilds: [{ id: '9', unavailable: true }] });
		expect(bot.guild(ID, 0)).not.toBe(guild);
		expect(bot.guild(ID, 0).available).toBe(false);
	});

	it('knows the events from before a guild was asked for, as long as older data can come', async () => {
		const { clock, discord, bot, tell } = aBot();
		const user = { ...aMember('7').user, global_name: 'new' };
		const lagging = aMember('7');
		const seen = (guildId: string) => bot.guild(guildId, 0).log.merge(lagging, clock.now())?.user.global_name;
		await tell('USER_UPDATE', user);
		expect(seen(ID)).toBe('new');
		await clock.advance(REPLICA_LAG_MS);
		expect(seen('9')).toBe(lagging.user.global_name);
		await tell('USER_UPDATE', user);
		await tell('READY', { guilds: [{ id: '8', unavailable: true }] });
		expect(seen('8')).toBe(lagging.user.global_name);
		expect(discord.botId).not.toBe('');
	});

	it('lets go of a guild that Discord does not know', () => {
		const { discord, bot } = aBot();
		Object.assign(discord, { held: false });
		const guild = bot.guild(ID, 0);
		bot.dismiss(guild);
		expect(bot.guild(ID, 0)).not.toBe(guild);
		Object.assign(discord, { held: true });
		const held = bot.guild(ID, 0);
		bot.dismiss(held);
		expect(bot.guild(ID, 0)).toBe(held);
	});
});

describe('what is kept of the events of guilds', () => {
	const GUILDS = Array.from({ length: 50 }, (_, index) => String(300_000_000_000_000_000n + BigInt(index)));
	const update = (guild_id: string, nick: string) => ({ guild_id, user: { id: '7' }, roles: [], nick });

	it('is let go when nothing older can come, with the guilds that nobody has asked for, and then no timer is left', async () => {
		const { clock, bot, followed, tell, timerCount } = aBot();
		const asked = bot.guild(ID, 0);
		expect(timerCount()).toBe(0);
		for (const id of [ID, ...GUILDS]) await tell('GUILD_MEMBER_UPDATE', update(id, 'a'));
		expect(followed).toHaveLength(51);
		expect([asked.log.isEmpty, timerCount()]).toEqual([false, 1]);
		await clock.advance(2 * REPLICA_LAG_MS);
		expect([asked.log.isEmpty, timerCount()]).toEqual([true, 0]);
		expect(bot.guild(ID, 0)).toBe(asked);
		await tell('GUILD_MEMBER_UPDATE', update(GUILDS[0] ?? '', 'b'));
		expect(followed).toHaveLength(52);
	});

	it('is kept for as long as it may contradict what is on its way', async () => {
		const { clock, bot, tell, timerCount } = aBot();
		const guild = bot.guild(ID, 0);
		await tell('GUILD_MEMBER_UPDATE', update(ID, 'before'));
		const release = guild.log.hold();
		const from = clock.now() - REPLICA_LAG_MS;
		await clock.advance(10 * REPLICA_LAG_MS);
		expect(guild.log.verdict('7', from)).toMatchObject({ kind: 'patch' });
		release();
		await clock.advance(REPLICA_LAG_MS);
		expect([guild.log.isEmpty, timerCount()]).toEqual([true, 0]);
	});

	it('keeps a guild whose role was just deleted: older data may still name it', async () => {
		const { clock, bot, tell } = aBot();
		const [first = '', second = ''] = GUILDS;
		await tell('GUILD_MEMBER_UPDATE', update(first, 'a')); // sets the timer
		await clock.advance(REPLICA_LAG_MS - 100);
		await tell('GUILD_ROLE_DELETE', { guild_id: second, role_id: '8' });
		await clock.advance(100);
		const { log } = bot.guild(second, 0);
		expect(log.merge(aMember('7', { roles: ['8', '9'] }), clock.now())).toMatchObject({ roles: ['9'] });
	});

	it('keeps a guild if somebody asks for it meanwhile', async () => {
		const { clock, bot, tell } = aBot();
		const [id = ''] = GUILDS;
		await tell('GUILD_MEMBER_UPDATE', update(id, 'a'));
		const guild = bot.guild(id, 0);
		await clock.advance(5 * REPLICA_LAG_MS);
		await tell('GUILD_MEMBER_UPDATE', update(id, 'b'));
		await clock.advance(5 * REPLICA_LAG_MS);
		expect(bot.guild(id, 0)).toBe(guild);
	});

	it('costs no timer once the service is closed', async () => {
		const { bot, tell, timerCount } = aBot();
		const guild = bot.guild(ID, 0);
		await tell('GUILD_MEMBER_UPDATE', update(ID, 'a'));
		bot.close();
		expect(timerCount()).toBe(0);
		guild.log.record({ type: 'remove', userId: '7' });
		expect(timerCount()).toBe(0);
	});
});
