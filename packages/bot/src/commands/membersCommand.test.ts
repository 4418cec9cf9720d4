import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { GrowthStore } from '../growth/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { eventually } from '../tests/eventually.js';
import { type Stage, startBot } from '../tests/startBot.js';

describe('/members', () => {
	it('count shows the number of members, and that the list is complete', async () => {
		const { actor, guild } = await startBot();
		expect(await actor().runs('members count').answer()).toMatchObject({
			content: `This server has **${guild.size}** members. The list is complete.`,
			isEphemeral: false,
			wasDeferred: true,
		});
	});

	it('count answers in Korean if the user reads Korean', async () => {
		const { actor, guild } = await startBot();
		const { content } = await actor(undefined, { locale: 'ko' }).runs('멤버 인원').answer();
		expect(content).toBe(`이 서버의 멤버는 **${guild.size}명**입니다. 목록이 완전합니다.`);
	});

	it('says why it does not work without the members intent', async () => {
		const { actor } = await startBot({ env: { ENABLE_GUILD_MEMBERS_INTENT: 'false' } });
		expect(await actor().runs('members count').answer()).toMatchObject({
			content: expect.stringContaining('ENABLE_GUILD_MEMBERS_INTENT=false'),
			isEphemeral: true,
		});
	});

	it('growth counts each join and leave since the bot came once, and the members that are still here', async () => {
		const { actor, guild, container } = await startBot();
		const store = container.resolve(GrowthStore);
		const stays = guild.join();
		const goes = guild.join();
		guild.join({ user: { id: stays.user.id } });
		const old = [...guild.members()].find(({ user }) => !user.bot && user.id !== guild.ownerId);
		guild.join({ user: { id: old?.user.id as string } });
		guild.leave(goes.user.id);
		await eventually(() => expect(store.days(guild.id, '')).toMatchObject([{ leaves: 1 }]));
		const { embeds } = await actor().runs('members growth').answer();
		const lines = embeds[0]?.description?.split('\n') ?? [];
		const [today, ...counts] = (lines.at(-3) ?? '').split(/\s+/);
		expect([today, ...counts]).toEqual([new Date().toISOString().slice(0, 10), '1', '2', '1']);
		expect(lines.at(-4)).toMatch(/–\s+–$/);
		const byMonth = await actor(undefined, { locale: 'ko' }).runs('멤버 증감', { 단위: 'month' }).answer();
		expect(byMonth.embeds[0]?.description).toContain('지금도 있는 멤버');
	});

	/** Counts how often the members are read from one end to the other. */
	function countWalks({ container }: Pick<Stage, 'container'>) {
		const service = container.resolve(DI_TOKENS.IMemberFetchService);
		const seen = { walks: 0 };
		const fetch = service.fetchGuildMembers.bind(service);
		service.fetchGuildMembers = async (...asked) => {
			const result = await fetch(...asked);
			const rows = () => {
				seen.walks += 1;
				return result.roster.rows();
			};
			const roster = new Proxy(result.roster, {
				get: (view, key) => (key === 'rows' ? rows : Reflect.get(view, key, view)),
			});
			return { ...result, roster };
		};
		return seen;
	}

	it('growth reads the list once for all callers and units, and again after a join', async () => {
		const stage = await startBot({ guilds: [{ members: 3_000 }], clock: new ManualClock() });
		const { actor, guild, bot } = stage;
		await actor().runs('members count').answer();
		const seen = countWalks(stage);
		const ask = (by: string) => actor(nextPerson()).runs('members growth', { by });
		const people = [...guild.members()].filter(({ user }) => !user.bot).map(({ user }) => user.id);
		const nextPerson = () => people.pop();
		const sent = Array.from({ length: 40 }, () => ask('day'));
		const answers = await Promise.all(sent.map((each) => each.answer()));
		expect(new Set(answers.map(({ embeds }) => embeds[0]?.description)).size).toBe(1);
		expect(seen.walks).toBe(1);
		await ask('month').answer();
		await ask('month').answer();
		expect(seen.walks).toBe(2);
		const heard = once(bot.client, 'guildMemberAdd');
		guild.join();
		await heard;
		await ask('month').answer();
		expect(seen.walks).toBe(3);
	});

	it('growth has a limit for each user over all guilds, and says when to try again', async () => {
		const clock = new ManualClock();
		const { actor, guild } = await startBot({ clock });
		const answers = [];
		for (let call = 0; call < 20; call++) answers.push((await actor().runs('members growth').answer()).content);
		expect(answers.filter((content) => content.startsWith('This server'))).toHaveLength(15);
		expect(answers.at(-1)).toBe('Please wait 2 seconds before you use this again.');
		const other = [...guild.members()].find(({ user }) => !user.bot && user.id !== guild.ownerId)?.user.id;
		expect((await actor(other).runs('members count').answer()).content).toContain('This server has');
		clock.advance(2_000);
		expect((await actor().runs('members growth').answer()).content).toContain('This server has');
	});

	it('roles shows the largest first, page by page, and pings nobody', async () => {
		const { actor, guild } = await startBot();
		const sizes = Object.entries(guild.roleCounts()).sort(([, a], [, b]) => b - a);
		const first = await actor().runs('members roles').answer();
		expect(first.embeds[0]?.description).toContain(`<@&${sizes[0]?.[0]}>: ${sizes[0]?.[1]}`);
		expect(first.embeds[0]?.footer?.text).toBe('Page 1 of 3, as Discord counted');
		expect(first.pings).toEqual({ everyone: false, users: [], roles: [] });
		await actor().runs('members count').answer();
		const second = await actor().clicks(first, 'Next').answer();
		expect(second).toMatchObject({
			kind: 'update',
			embeds: [{ footer: { text: 'Page 2 of 3, from the complete list' } }],
		});
	});

	it('export sends the list to the administrator only, without formulas', async () => {
		const { actor, guild } = await startBot();
		guild.update(guild.ownerId, { nick: '=HYPERLINK("x")' });
		const { files, isEphemeral, content, pings } = await actor().runs('members export').answer();
		expect(isEphemeral).toBe(true);
		expect(content).toContain(`${guild.size} rows`);
		expect(pings).toEqual({ everyone: false, users: [], roles: [] });
		expect(files[0]?.name).toMatch(/^members-complete-\d{4}-\d\d-\d\d\.csv$/);
		const lines = Buffer.from(files[0]?.bytes ?? [])
			.toString()
			.trimEnd()
			.split('\r\n');
		expect(lines).toHaveLength(guild.size + 1);
		expect(lines.find((line) => line.startsWith(`id:${guild.ownerId},`))).toContain(`"'=HYPERLINK(""x"")"`);
		const ids = lines.slice(1).map((line) => line.split(',')[0]?.replace('id:', ''));
		expect(new Set(ids)).toEqual(new Set([...guild.members()].map(({ user }) => user.id)));
	});

	it('export compresses or splits a list that is too large for Discord, and says so', async () => {
		const { actor, guild, bot } = await startBot({ guilds: [{ members: 5_000 }] });
		let limit = 0;
		bot.client.prependListener('interactionCreate', (interaction) => {
			if (interaction.isChatInputCommand()) interaction.attachmentSizeLimit = limit;
		});
		for (limit of [220_000, 100_000]) {
			const sent = actor().runs('members export');
			await sent.answer();
			const all = () => sent.answers.flatMap(({ files }) => files);
			const rows = () => all().map(({ bytes }) => gunzipSync(bytes).toString().trimEnd().split('\r\n').length - 1);
			await eventually(() => expect(rows().reduce((sum, count) => sum + count, 0)).toBe(guild.size));
			expect(sent.answers[0]?.content).toContain('compressed (gzip)');
			for (const { bytes, name } of all()) {
				expect(bytes.length).toBeLessThanOrEqual(limit);
				expect(name).toMatch(/\.csv\.gz$/);
			}
		}
	});

	it('export of an incomplete list says so in the name and in the text', async () => {
		const { actor, emulator, container, guild } = await startBot({ guilds: [{ members: 3_500 }] });
		const service = container.resolve(DI_TOKENS.IMemberFetchService);
		emulator.faults.add({ on: 'memberRequest', lose: 'last' });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 500, times: 100 });
		const fetch = service.fetchGuildMembers.bind(service);
		service.fetchGuildMembers = (target, options) => fetch(target, { ...options, timeout: 1_000 });
		const { content, files } = await actor().runs('members export').answer();
		expect(content).toContain('This list is not complete');
		expect(files[0]?.name).toMatch(new RegExp(`^members-partial-\\d+-of-${guild.size}-`));
	});

	it('export refuses users that are not administrators, before anything is deferred', async () => {
		const { actor, guild } = await startBot();
		const weak = [...guild.members()].find(({ user }) => (guild.permissionsOf(user.id) & 0x8n) === 0n && !user.bot);
		const answer = await actor(weak?.user.id).runs('members export').answer();
		expect(answer).toMatchObject({ isEphemeral: true, wasDeferred: false, files: [] });
		expect(answer.content).toContain('Administrator');
	});
});
