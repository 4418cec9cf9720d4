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
		const manners = [{ hello: 'Hello' }, { hello: 'Hi' }, { hello: 'Hello', ephemeral: true }];
		const silent = { hello: 'Hello', greets: false };
		const failed = await Promise.all([...manners, silent].map((manner) => replay(yaml, manner)));
		const [answer, greeting] = ['"answer"', 'createMessage'].map((text) => [expect.stringContaining(text)]);
		expect(failed).toEqual([[], answer, answer, greeting]);
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

/** Answers /hello and clicks: with a button that only the user sees, and one in the channel. */
async function aBotWithButtons(emulator: DiscordEmulator, said: string) {
	const headers = { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' };
	const rest = (method: string, path: string, body: unknown) =>
		fetch(`${emulator.restUrl}/v10${path}`, { method, headers, body: JSON.stringify(body) });
	const button = (custom_id: string) => ({
		components: [{ type: 1, components: [{ type: 2, style: 1, custom_id, label: custom_id }] }],
	});
	const client = await GatewayClient.login(emulator);
	const commands = [{ name: 'hello', description: 'Greets.' }];
	await rest('PUT', `/applications/${emulator.bots[0]?.id}/commands`, commands);
	void (async () => {
		for (;;) {
			const { d } = await client.next('INTERACTION_CREATE');
			const isClick = d.type === 3;
			const data = isClick
				? { content: `${said} ${d.data.custom_id}` }
				: { content: 'Hello', flags: 64, ...button('own') };
			if (!isClick) await rest('POST', `/channels/${d.channel_id}/messages`, { content: 'Vote', ...button('vote') });
			await rest('POST', `/interactions/${d.id}/${d.token}/callback`, { type: 4, data });
		}
	})().catch(() => undefined);
	return client;
}

it('A session with clicks finds the same messages again: one in a channel, and one that only a user sees', async () => {
	const { emulator, control, request } = await startControl({ guilds: [{ members: MEMBERS }] });
	const session = new Session(controlOf(control));
	onTestFinished(() => session.close());
	const bot = await aBotWithButtons(emulator, 'You chose');
	const act = async (path: string, body: object) => {
		const response = await request('POST', `/actors/owner/${path}`, { ...body, answerWithin: 60_000 });
		return (await response.json()) as { answer: { content: string; message: { channel_id: string; id: string } } };
	};
	const { answer } = await act('run', { command: 'hello' });
	const { channel_id: channelId, id } = answer.message;
	const guild = emulator.world.guild();
	const vote = guild.chat
		.messages(channelId)
		.latest(5)
		.find(({ content }) => content === 'Vote');
	expect((await act('click', { message: { channelId, id }, button: 'own' })).answer.content).toBe('You chose own');
	const clicked = await act('click', { message: { channelId, id: vote?.id }, button: 'vote' });
	expect(clicked.answer.content).toBe('You chose vote');
	const answersOf = (each: string) => controlOf(control).interaction(each).answers.map(describeAnswer);
	const yaml = stringify(toScenario({ name: 'clicks', world, noted: session.noted, answersOf, code: undefined }));
	bot.close();
	expect(yaml).not.toContain(id);
	expect(yaml).not.toContain(vote?.id);
	const outcome = async (said: string) => {
		const scenario = parseScenario(yaml.replace(/within: \d+s/g, 'within: 3s'), 'clicks');
		const start = async (again: DiscordEmulator, stop: AbortSignal) => {
			const client = await aBotWithButtons(again, said);
			await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
			client.close();
			return 0;
		};
		const { steps } = await runScenario('clicks', scenario, start, new AbortController().signal);
		return steps.flatMap(({ failure }) => failure ?? []);
	};
	const outcomes = await Promise.all(['You chose', 'You took'].map(outcome));
	expect(outcomes).toEqual([[], [expect.stringContaining('No such answer came')]]);
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
