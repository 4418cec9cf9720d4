import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Events, PermissionFlagsBits } from 'discord.js';
import type { TypedOptions } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { AbsenceStore } from '../../absences/index.js';
import { startBot } from '../../tests/startBot.js';
import { startWith } from './startWith.js';

const SOURCES = join(import.meta.dirname, '..', '..');
const UNTOLD = 'Discord did not send your permissions';
const ROLE = { role: '1', interval: 'weekly' };

/** From now on Discord does not send the permissions of the member. */
function tellNoPermissions({ bot: { client } }: Pick<Awaited<ReturnType<typeof startBot>>, 'bot'>): void {
	client.prependListener(Events.Raw, ({ t, d }) => {
		if (t === 'INTERACTION_CREATE') delete d.member?.permissions;
	});
}

it('an interaction without permissions gets an explanation wherever they are needed', async () => {
	const stage = await startBot();
	const { actor, guild, log, container } = stage;
	const other = guild.memberAt(5).user.id;
	const day = new Date().toISOString().slice(0, 10);
	const role = guild.createRole({ name: 'crew' });
	for (const { user } of [...guild.members()].slice(0, 30))
		container
			.resolve(AbsenceStore)
			.set({ guildId: guild.id, userId: user.id, setBy: user.id, until: Date.now() + 1e9, reason: 'secret' });
	const list = await actor().runs('jamsu list').answer();
	expect(list.embeds[0]?.description).toContain('secret');
	tellNoPermissions(stage);
	const refused: [string, TypedOptions][] = [
		['settings show', {}],
		['settings afk-role', { role }],
		['report', { role, start_date: day, end_date: day }],
		['report-schedule list', {}],
		['report-schedule add', { ...ROLE, role }],
		['members export', {}],
		['jamsu set', { user: other, until: day }],
		['jamsu clear', { user: other }],
	];
	for (const [command, options] of refused) {
		const answer = await actor().runs(command, options).answer();
		expect([command, answer.content, answer.isEphemeral]).toEqual([command, expect.stringContaining(UNTOLD), true]);
	}
	expect((await actor(undefined, { locale: 'ko' }).runs('설정 보기').answer()).content).toContain(
		'권한을 알려 주지 않아',
	);

	// Commands without a required permission work, and show what everyone may see.
	const [stranger = ''] = [...guild.members()].slice(40).map(({ user }) => user.id);
	for (const command of ['members count', 'privacy show', 'jamsu set'])
		expect(
			(
				await actor(stranger)
					.runs(command, command === 'jamsu set' ? { until: day } : {})
					.answer()
			).content,
		).not.toMatch(/Sorry|did not send/);
	expect(JSON.stringify((await actor(stranger).runs('jamsu list').answer()).embeds)).not.toContain('secret');
	expect((await actor().clicks(list, 'Next').answer()).embeds[0]?.description).not.toContain('secret');
	expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

it('a button that needs permissions is answered even if none are sent along', async () => {
	const stage = await startWith({
		requires: PermissionFlagsBits.ManageGuild,
		execute: (_, { answer }) =>
			answer({
				content: 'here',
				components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Go', custom_id: 'try:go' }] }],
			}),
	});
	const shown = await stage.actor().runs('try').answer();
	tellNoPermissions(stage);
	expect(await stage.actor().clicks(shown, 'Go').answer()).toMatchObject({
		content: expect.stringContaining(UNTOLD),
		isEphemeral: true,
	});
});

it('only one file reads the permissions of members', () => {
	const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
		/(?<!\.test)\.ts$/.test(file),
	);
	const readers = files.filter((file) => readFileSync(join(SOURCES, file), 'utf8').includes('memberPermissions'));
	expect(readers).toEqual([join('interactions', 'checks.ts')]);
});
