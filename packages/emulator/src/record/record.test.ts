import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from '../bundled/yaml.js';
import { describeAnswer } from '../control/describe.js';
import { controlOf } from '../control/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { runScenario } from '../scenarios/index.js';
import { parseScenario } from '../scenarios/readScenario.js';
import { GatewayClient } from '../tests/GatewayClient.js';
import { startControl } from '../tests/startControl.js';
import { Session, toScenario } from './index.js';
import { steady } from './steady.js';

const MEMBERS = 60;
const world = { seed: 1, profile: 'instant', guilds: [{ members: MEMBERS }] };

/** What a bot answers, and whether it greets. */
interface Manner {
	readonly hello: string;
	readonly greets?: boolean;
	readonly ephemeral?: boolean;
}

/** A bot that answers /hello, greets whoever joins, and asks for all members. */
async function aBot(emulator: DiscordEmulator, { hello, greets = true, ephemeral = false }: Manner) {
	const headers = { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' };
	const rest = (method: string, path: string, body: unknown) =>
		fetch(`${emulator.restUrl}/v10${path}`, { method, headers, body: JSON.stringify(body) });
	const client = await GatewayClient.login(emulator);
	const application = emulator.bots[0]?.id;
	await rest('PUT', `/applications/${application}/commands`, [{ name: 'hello', description: 'Greets.' }]);
	const guild = emulator.world.guild();
	client.requestAll(guild.id, 'all');
	void (async () => {
		for (;;) {
			const { d } = await client.next('INTERACTION_CREATE');
			const data = { content: `${hello}, <@${d.member.user.id}>`, ...(ephemeral && { flags: 64 }) };
			await rest('POST', `/interactions/${d.id}/${d.token}/callback`, { type: 4, data });
		}
	})().catch(() => undefined);
	void (async () => {
		for (;;) {
			const { d } = await client.next('GUILD_MEMBER_ADD');
			const [channel] = guild.channels.keys();
			const content = `Welcome, <@${d.user.id}>! <t:${Math.floor(Date.now() / 1000)}:R>`;
			if (greets) await rest('POST', `/channels/${channel}/messages`, { content, nonce: String(Math.random()) });
		}
	})().catch(() => undefined);
	return client;
}

/** Records a session in which somebody joins, and the owner says hello. */
async function record(manner: Manner): Promise<string> {
	const { emulator, control, request } = await startControl({ guilds: [{ members: MEMBERS }] });
	const session = new Session(controlOf(control));
	onTestFinished(() => session.close());
	const bot = await aBot(emulator, manner);
	const act = async (path: string, body: unknown) => expect((await request('POST', path, body)).status).toBe(200);
	await bot.chunks('all', 1);
	await act('/guilds/first/members', { nick: 'Newcomer' });
	await expect
		.poll(() => emulator.stats.bot().rest.byRoute.createMessage)
		.toBe(manner.greets === false ? undefined : 1);
	await act('/actors/owner/run', { command: 'hello', answerWithin: 60_000 });
	expect((await request('POST', '/actors/owner/run', { command: 'unknown' })).status).toBe(400);
	const answersOf = (id: string) => controlOf(control).interaction(id).answers.map(describeAnswer);
	const scenario = toScenario({ name: 'recorded', world, noted: session.noted, answersOf, code: undefined });
	bot.close();
	return stringify(scenario);
}

/** Runs a scenario with a bot in this process, with little patience. */
async function replay(yaml: string, manner: Manner) {
	const result = await runScenario(
		'recorded',
		parseScenario(yaml.replace(/within: \d+s/g, 'within: 3s'), 'recorded'),
		async (emulator, stop) => {
			const bot = await aBot(emulator, manner);
			await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
			bot.close();
			return 0;
		},
		new AbortController().signal,
	);
	return result.steps.flatMap(({ title, failure }) => (failure === undefined ? [] : [title]));
}

describe('a session', () => {
	it('becomes a scenario that passes with the same bot, and fails with one that answers otherwise', async () => {
		const yaml = await record({ hello: 'Hello' });
		expect(await replay(yaml, { hello: 'Hello' })).toEqual([]);
		expect(await replay(yaml, { hello: 'Hi' })).toEqual([expect.stringContaining('"answer"')]);
		expect(await replay(yaml, { hello: 'Hello', ephemeral: true })).toEqual([expect.stringContaining('"answer"')]);
		expect(await replay(yaml, { hello: 'Hello', greets: false })).toEqual([expect.stringContaining('createMessage')]);
	});

	it('names ids that are other ones next time, and has patterns for moments and no passing values', async () => {
		const yaml = await record({ hello: 'Hello' });
		expect(yaml).toMatch(/<@\$\{step\d\.user\.id\}>/);
		expect(yaml).toMatch(/\$matches: .*\[\\s\\S\]\+/);
		expect(yaml).not.toMatch(/nonce|answerWithin|token/);
		expect(yaml.match(/do: /g)).toHaveLength(2);
		expect(yaml).toContain('op: 8');
	});
});

describe('a value', () => {
	it.each<[unknown, unknown]>([
		['at 2026-11-30T20:00:00.000Z!', { $matches: '^at [\\s\\S]+!$' }],
		['(1) costs 5$ <t:1764500000>', { $matches: '^\\(1\\) costs 5\\$ [\\s\\S]+$' }],
		['<@123456789012345678>', '<@' + '$' + '{a.id}>'],
		['a $' + '{reference}', undefined],
		[
			{ a: [1, '$' + '{b}'], $not: 1, c: null },
			{ a: [1, { $exists: true }], c: null },
		],
		[['123456789012345678'], ['$' + '{a.id}']],
	])('%j is expected again as %j', (value, expected) => {
		expect(steady(value, new Map([['123456789012345678', '$' + '{a.id}']]))).toEqual(expected);
	});
});
