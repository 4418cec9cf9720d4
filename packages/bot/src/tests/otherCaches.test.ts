import { createHash } from 'node:crypto';
import { type CacheFactory, Client, Options } from 'discord.js';
import { rosterCache } from 'rollcall';
import { ManualClock, type SentInteraction } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { AbsenceKeeper } from '../absences/index.js';
import { createClient } from '../connection/index.js';
import { readEnvironment } from '../environment/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { startBot, startEmulator } from './startBot.js';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 11, 15, 12);
const WEEK = { start_date: '261208', end_date: '261214' };
const CREW = '880000000000000001';
const AFK = '880000000000000002';

/** How a client keeps its members: as that of the bot does, by default, or in the lists of the service. */
const CACHES = {
	lean: undefined,
	default: Options.cacheEverything(),
	roster: rosterCache(),
} satisfies Record<string, CacheFactory | undefined>;

type Answer = Awaited<ReturnType<SentInteraction['answer']>>;

/** What an answer says, without what differs between any two runs. */
function said({ content, embeds, components, files, isEphemeral, pings }: Answer): unknown {
	const text = JSON.stringify({ content, embeds, components, isEphemeral, pings });
	const timeless = text
		.replace(/\d+ ?ms\b/g, 'n ms')
		.replace(/\d+ requests?\b|\d+회/g, 'n requests')
		.replace(/report:[0-9a-f]{16}:/g, 'report:id:');
	return [timeless, files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))];
}

/** Plays a day of a guild to a bot whose client keeps members so, and returns everything that it said. */
async function dayWith(makeCache: CacheFactory | undefined, mode: string): Promise<unknown[]> {
	const emulator = await startEmulator({
		guilds: [{ members: 60 }],
		emulator: { seed: 7, gateway: { requestWindow: 0 } },
	});
	const clock = new ManualClock(NOON);
	const env = { MEMBER_FETCH: `report:${mode},jamsu:${mode}` };
	const { actor, guild, container } = await startBot({
		...{ on: emulator, clock, env },
		extend: (registering) => {
			if (!makeCache) return;
			const environment = readEnvironment({ DISCORD_TOKEN: emulator.token, DISCORD_API_BASE: emulator.restUrl });
			const own = createClient(environment);
			const client = new Client({ ...own.options, makeCache });
			registering.registerInstance(DI_TOKENS.Client, client);
		},
	});
	const heard: unknown[] = [];
	const note = (answer: Answer) => void heard.push(said(answer));
	const settled = () => container.resolve(AbsenceKeeper).idle();
	const people = [...guild.members()].map(({ user }) => user).filter(({ bot, id }) => !bot && id !== guild.ownerId);
	const [first, second, third, fourth] = people as [(typeof people)[0], ...typeof people];
	guild.createRole({ id: CREW, name: 'crew' });
	guild.createRole({ id: AFK, name: 'AFK', position: 1 });
	container.resolve(GuildSettingsStore).set(guild.id, { afkRoleId: AFK });
	container.resolve(GuildSettingsStore).setRequiredHours(guild.id, CREW, 10);
	for (const { id } of people.slice(0, 40)) guild.update(id, { roles: [CREW], joined_at: '2020-01-01T00:00:00.000Z' });

	const report = async (locale = 'en-US') => {
		clock.advance(31 * MINUTE);
		const sent = actor(undefined, { locale }).runs('report', { role: CREW, ...WEEK });
		const answer = await sent.answer(({ files }) => files.length > 0);
		note(answer);
		return answer;
	};
	const jamsu = async (what: string, options: Parameters<ReturnType<typeof actor>['runs']>[1] = {}, as?: string) => {
		clock.advance(MINUTE);
		note(await actor(as).runs(`jamsu ${what}`, options).answer());
		await settled();
		heard.push([...guild.members()].filter(({ roles }) => roles.includes(AFK)).map(({ user }) => user.id));
	};

	const answer = await report();
	note(await actor().clicks(answer, '▶').answer());
	await jamsu('set', { user: first, until: '261231', reason: 'ill' });
	await jamsu('set', { until: '261220' }, second?.id);
	await jamsu('list');
	// What happens in the guild shows in the next answers.
	guild.update(first.id, { nick: 'Renamed' });
	emulator.world.updateUser(third?.id ?? '', { username: 'another.name', global_name: 'Another' });
	guild.update(people[50]?.id ?? '', { roles: [CREW] });
	guild.leave(fourth?.id ?? '');
	await report('ko');
	await jamsu('set', { user: fourth, until: '261231' });
	await jamsu('clear', { user: first });
	guild.outage();
	guild.recover();
	await jamsu('list', {}, second?.id);
	await report();
	guild.deleteRole(AFK);
	await jamsu('set', { user: third, until: '261222' });
	await jamsu('list');
	return heard;
}

describe.each(['optimized', 'legacy'])('the bot says the same in /report and /jamsu (%s)', (mode) => {
	it('however its client keeps members', async () => {
		const expected = await dayWith(CACHES.default, mode);
		expect(expected.length).toBeGreaterThan(15);
		expect(await dayWith(CACHES.roster, mode)).toEqual(expected);
		expect(await dayWith(CACHES.lean, mode)).toEqual(expected);
	});
});
