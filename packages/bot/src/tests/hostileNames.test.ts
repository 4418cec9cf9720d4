import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { liveIn } from '../localisation/tests/readMarkup.js';
import { ReportScheduler } from '../report/schedule/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { FakeSources } from './fakeSources.js';
import { startBot } from './startBot.js';

// A Wednesday.
const NOW = Date.UTC(2026, 11, 16, 12);
const DAY = 86_400_000;

const NAMES = [
	'<@666666>',
	'</report:666666>',
	'<t:666666:R>',
	'<#666666>',
	'<:evil:666666>',
	'https://evil.example/a_b_c',
	'discord.gg/evil',
	'[evil](https://evil.example)',
	'\u202eevil\u2069\u2067',
	'\n# evil\n> evil',
	'||evil|| **evil** `evil`',
];
const EVIL =
	/<(@[!&]?|#|\/\w+:|t:|:\w+:)666666|:\/\/evil|d\.gg\/|[\u202a-\u202e]|^\s*[#>]|(?<!\\)\]\(|\*\*evil|\|\|evil|(?<!\\)`evil/m;

it('No name, reason or other text from outside is live in anything that the bot says', async () => {
	const clock = new ManualClock(NOW);
	const { extend } = new FakeSources();
	const stage = await startBot({ clock, extend, guilds: [{ members: 40, name: NAMES[0] ?? '' }] });
	const { guild, actor } = stage;
	const roles = NAMES.map((name) => guild.createRole({ name }).id);
	const [role = ''] = roles;
	const users = [...guild.members()].filter(({ user }) => !user.bot && user.id !== guild.ownerId);
	for (const [index, { user }] of users.entries()) {
		guild.update(user.id, { nick: NAMES[index % NAMES.length] ?? '' });
		guild.setRoles(user.id, roles);
	}
	const said: string[] = [];
	const run = async (command: string, options = {}) => {
		clock.advance(20_000); // otherwise the bot would refuse so much work at once
		const answer = await actor().runs(command, options).answer();
		const { content, embeds } = answer;
		const parts = embeds.flatMap(({ title, description, fields = [], footer }) => [
			title,
			description,
			...fields.flatMap(({ name, value }) => [name, value]),
			footer?.text,
		]);
		said.push(...[content, ...parts].filter((part) => part !== undefined));
		return answer;
	};
	await run('report', { role, start_date: '2026-12-10', end_date: '2026-12-16' });
	for (const [index, reason] of NAMES.entries())
		await run('jamsu set', { user: users[index]?.user, until: '2026-12-20', reason });
	await run('jamsu list');
	for (const name of NAMES) await run('jamsu set', { until: name.slice(0, 20) });
	for (const name of NAMES) await run('report', { role, start_date: name.slice(0, 20), end_date: '2026-12-16' });
	for (const zone of NAMES) await run('settings time-zone', { zone });
	await run('jamsu set', { until: '2026-12-20', reason: NAMES.join(' ') });
	for (const command of ['privacy show', 'members count', 'members roles', 'members growth', 'settings show'])
		await run(command);
	const shown = said.join('\n');
	expect(shown.match(/evil|666666/g)?.length).toBeGreaterThan(80);

	const settings = stage.container.resolve(GuildSettingsStore);
	const channel = [...guild.channels.values()].find(({ name }) => name === 'bots')?.id ?? '';
	settings.set(guild.id, { reportChannelId: channel });
	for (const id of roles) await run('report-schedule add', { role: id, interval: 'weekly' });
	settings.set(guild.id, { reportChannelId: '123456789012345678' });
	const scheduler = stage.container.resolve(ReportScheduler);
	await scheduler.idle();
	clock.advance(7 * DAY);
	await scheduler.idle();
	const letters = actor().directMessages.map(({ content }) => content);
	expect(letters).toHaveLength(NAMES.length);
	// Nothing is live in code, which ends with its first backtick.
	const outsideCode = (words: string) => words.replace(/^```[\s\S]*?^```/gm, '').replace(/(?<!\\)`[^`\n]*`/g, '');
	for (const words of [...said, ...letters]) expect(outsideCode(words)).not.toMatch(EVIL);
	for (const words of letters) expect(liveIn(words)).toEqual([]);
});
