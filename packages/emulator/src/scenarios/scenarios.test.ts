// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a scenario names what earlier steps gave in this way
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readArguments } from '../cli/readArguments.js';
import { runScenarios } from '../cli/runScenarios.js';
import type { ScenarioArguments } from '../cli/scenarioCommand.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { GatewayClient } from '../tests/GatewayClient.js';
import { fillIn } from './fillIn.js';
import { runScenario, tellStory, writeJUnit } from './index.js';
import { parseScenario } from './readScenario.js';

type Behaviour = (client: GatewayClient, emulator: DiscordEmulator) => Promise<void> | void;

const never = new AbortController().signal;
/** A reference as scenarios write it. */
const ref = (path: string) => `\${${path}}`;

/** Runs a scenario with a bot in this process, which logs in and then behaves. */
const play = (yaml: string, behave: Behaviour = () => undefined, code?: number) =>
	runScenario(
		'a scenario',
		parseScenario(yaml, 'test'),
		async (emulator, stop) => {
			const client = await GatewayClient.login(emulator);
			await behave(client, emulator);
			if (code !== undefined) return code;
			await new Promise<void>((resolve) => {
				if (stop.aborted) resolve();
				stop.addEventListener('abort', () => resolve());
			});
			client.close();
			return 0;
		},
		never,
	);

const failuresOf = ({ steps }: Awaited<ReturnType<typeof play>>) => steps.flatMap(({ failure }) => failure ?? []);

const rest = (emulator: DiscordEmulator, method: string, path: string, body?: unknown) =>
	fetch(`${emulator.restUrl}/v10${path}`, {
		method,
		headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});

/** Greets whoever joins, and gives them the role with the name Guest. */
const greet: Behaviour = (client, emulator) => {
	const guild = emulator.world.guild();
	void (async () => {
		for (;;) {
			const { d } = await client.next('GUILD_MEMBER_ADD');
			const role = [...guild.roles.values()].find(({ name }) => name === 'Guest');
			if (role) await rest(emulator, 'PUT', `/guilds/${guild.id}/members/${d.user.id}/roles/${role.id}`);
			const [channel] = guild.channels.keys();
			await rest(emulator, 'POST', `/channels/${channel}/messages`, { content: `Welcome, <@${d.user.id}>!` });
		}
	})().catch(() => undefined);
};

const GREETING = `
world: { guilds: [{ members: 30 }] }
steps:
  - { do: createRole, with: { name: Guest }, as: role }
  - { do: join, with: { nick: Newcomer }, as: joined }
  - expect: { request: { method: PUT, path: { $matches: '/roles/\${role.id}$' }, status: 204 }, within: 60s }
  - expect: { message: { content: 'Welcome, <@\${joined.user.id}>!' }, within: 1m }
  - expect: { state: getMember, with: { userId: '\${joined.user.id}' }, is: { roles: ['\${role.id}'] } }
  - silence: { close: {}, for: 50ms }
`;

describe('a scenario', () => {
	it('passes if the bot does all that is expected', async () => {
		const result = await play(GREETING, greet);
		expect(failuresOf(result)).toEqual([]);
		expect(result.steps).toHaveLength(7);
		expect(tellStory(result)).toMatch(
			/^a scenario\n {2}✓ the bot connects \(\d+ ms\)\n {2}✓ do createRole \{"name":"Guest"\}[\s\S]+\n {2}passed in \d+ ms\n$/,
		);
	});

	it('fails at the first step that is not met, and says what came instead', async () => {
		const result = await play(
			`
steps:
  - { do: join, title: somebody joins }
  - expect: { message: { content: { $includes: Welcome } }, within: 3s }
  - expect: { close: {} }`,
			(client, emulator) => {
				void client
					.next('GUILD_MEMBER_ADD')
					.then(() => rest(emulator, 'GET', '/users/@me'))
					.catch(() => undefined);
			},
		);
		expect(failuresOf(result)[0]).toMatch(
			/^0 of 1 came within 3000 ms\.\nWhat came:\n {2}change memberAdd .+\n {2}request GET \/users\/@me \(\w+\) → 200$/,
		);
		expect(result).toMatchObject({ notRun: 1, steps: { length: 3 } });
		expect(tellStory(result)).toContain('failed; 1 of 4 steps did not run');
	});

	it.each([
		['{ silence: { request: { method: DELETE }, for: 30s } }', 'It came: request DELETE /guilds/1 () → 405'],
		['{ expect: { request: { method: DELETE }, count: 2, within: 50ms } }', '1 of 2 came within 50 ms.'],
		['{ expect: { state: getGuild, is: { members: 5 }, within: 10ms } }', 'It was not so within 10 ms. It is {"id"'],
		['{ expect: { answer: {}, of: nobody } }', 'no step before is called "nobody"'],
		['{ exit: { within: 20ms } }', 'The bot still runs after 20 ms.'],
		["{ do: getMember, with: { userId: '5' } }", 'has no member 5'],
		[`{ do: getMember, with: { userId: '${ref('nobody.id')}' } }`, `${ref('nobody.id')}: there is no such thing`],
		['{ do: join, with: { guildId: 7 } }', 'with.guildId: '],
	])('%s fails if it is not so', async (step, message) => {
		const result = await play(
			`{ world: { guilds: [{ members: 30 }] }, steps: [${step}] }`,
			async (_client, emulator) => {
				await rest(emulator, 'DELETE', '/guilds/1');
			},
		);
		expect(failuresOf(result)).toEqual([expect.stringContaining(message)]);
	});

	it('sees answers to what actors do', async () => {
		const result = await play(
			`
steps:
  - expect: { request: { method: PUT, path: { $matches: '/commands$' }, status: 200 }, within: 60s }
  - { do: actorRun, with: { command: ping }, as: asked }
  - expect: { answer: { content: { $matches: '^pong' }, isEphemeral: false }, of: asked, within: 60s }`,
			async (client, emulator) => {
				await rest(emulator, 'PUT', `/applications/${emulator.bots[0]?.id}/commands`, [
					{ name: 'ping', description: 'Ping.' },
				]);
				void client.next('INTERACTION_CREATE').then(({ d }) =>
					rest(emulator, 'POST', `/interactions/${d.id}/${d.token}/callback`, {
						type: 4,
						data: { content: 'pong!' },
					}),
				);
			},
		);
		expect(failuresOf(result)).toEqual([]);
	});

	it('lets things go wrong from the start, in a step, and by a ready-made case', async () => {
		const result = await play(
			`
case: session-cut
world: { gateway: { requestLatency: 0, membersPerSecond: 0 } }
faults: [{ on: rest, route: getGuild, status: 500 }]
steps:
  - expect: { request: { route: getGuild, status: 500 }, within: 60s }
  - fault: { on: rest, path: '/guilds/:id', status: 501 }
  - { do: join }
  - expect: { request: { status: 501 }, within: 60s }
  - expect: { frame: { op: 8 }, within: 60s }
  - expect: { close: { code: 4000 }, within: 60s }`,
			async (client, emulator) => {
				const { id } = emulator.world.guild();
				await rest(emulator, 'GET', `/guilds/${id}`);
				void client.next('GUILD_MEMBER_ADD').then(async () => {
					await rest(emulator, 'GET', `/guilds/${id}`);
					client.requestAll(id, 'n');
				});
			},
		);
		expect(failuresOf(result)).toEqual([]);
	});

	it('fails if the bot ends before the steps do, unless it is expected', async () => {
		const early = await play('{ steps: [{ wait: 60s }] }', () => undefined, 3);
		expect(failuresOf(early)).toEqual(['The bot ended with the code 3. If it should, add the step "exit".']);
		expect(failuresOf(await play('{ steps: [{ exit: { code: 3 } }] }', () => undefined, 3))).toEqual([]);
		expect(failuresOf(await play('{ steps: [{ exit: { code: 0 } }] }', () => undefined, 3))).toEqual([
			'The bot ended with 3, and not with 0.',
		]);
	});

	it('names all parameters of an operation if one is unknown', async () => {
		const [change, read] = [
			await play('{ steps: [{ do: updateMember, with: { memberId: "1", nick: x } }] }'),
			await play('{ steps: [{ expect: { state: getMember, with: { memberId: "1" }, is: {} } }] }'),
		].map((result) => failuresOf(result).join());
		expect(change).toMatch(/unknown option "memberId"; known are "guildId", "userId", .*"nick"/);
		expect(read).toMatch(/unknown option "memberId"; known are "guildId", "userId"/);
	});

	it.each([
		['steps: [', 'test: '],
		['steps: []', 'scenario.steps'],
		['{ steps: [{ do: nothing }] }', 'scenario.steps.0.do'],
		['{ steps: [{ do: join, wit: {} }] }', 'unknown option "wit"; did you mean "with"'],
		['{ step: [] }', 'unknown option "step"; did you mean "steps"'],
		['{ steps: [{ wait: 3 minutes }] }', 'must be a time with its unit'],
		['{ steps: [{ expect: { request: {}, message: {} } }] }', 'must have exactly one of request, message'],
		[
			'{ steps: [{ expect: { request: { path: { $match: a } } } }] }',
			'there is no condition $match; there are $matches',
		],
		['{ case: none, steps: [{ wait: 1s }] }', 'scenario.case'],
		['{ world: { guilds: [{ members: many }] }, steps: [{ wait: 1s }] }', 'scenario.world.guilds.0.members'],
	])('%s is refused, with what is wrong', (yaml, message) => {
		expect(() => parseScenario(yaml, 'test')).toThrow(message);
	});

	it('puts what steps gave into later ones', () => {
		const known = { a: { id: '7', list: [1, 2] } };
		expect(fillIn({ x: [ref('a.list'), `id ${ref('a.id')}`], y: 3 }, known)).toEqual({ x: [[1, 2], 'id 7'], y: 3 });
		expect(() => fillIn(ref('a.constructor'), known)).toThrow('there is no such thing');
	});

	it('writes JUnit XML that holds any text', () => {
		const failure = 'a <b> & "c"\n\u0000\ud800 ✓';
		const xml = writeJUnit([
			{
				name: 'n',
				steps: [
					{ title: 'ok', ms: 5 },
					{ title: 'bad', ms: 1500, failure },
				],
				notRun: 1,
				ms: 2000,
			},
		]);
		expect(xml).toBe(
			[
				'<?xml version="1.0" encoding="UTF-8"?>',
				'<testsuites>',
				'  <testsuite name="n" tests="3" failures="1" skipped="1" time="2.000">',
				'    <testcase classname="n" name="ok" time="0.005"/>',
				'    <testcase classname="n" name="bad" time="1.500"><failure message="a &lt;b&gt; &amp; &quot;c&quot;&#10;\ufffd\ufffd ✓"/></testcase>',
				'  </testsuite>',
				'</testsuites>',
				'',
			].join('\n'),
		);
	});
});

describe('rollcall-emulator run', () => {
	async function run(yaml: string, ...argv: string[]) {
		const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		writeFileSync(join(folder, 'first.yaml'), yaml);
		const said: string[] = [];
		const args = readArguments([
			'run',
			join(folder, 'first.yaml'),
			...argv.map((each) => each.replace('FOLDER', folder)),
		]);
		const code = await runScenarios(args as ScenarioArguments, (text) => said.push(text), never);
		return { code, said: said.join(''), folder };
	}
	const bot = (source: string) => ['--', process.execPath, '--input-type=module', '--eval', source];
	const asks = `
		const { DISCORD_API_BASE, DISCORD_TOKEN } = process.env;
		await fetch(DISCORD_API_BASE + '/v10/users/@me', { headers: { authorization: 'Bot ' + DISCORD_TOKEN } });
		setInterval(() => undefined, 1000);`;

	it('runs a bot, tells the story, writes JUnit XML, and ends with 0', async () => {
		const yaml = "{ ready: false, steps: [{ expect: { request: { path: '/users/@me' }, within: 2m } }] }";
		const { code, said, folder } = await run(yaml, '--junit', 'FOLDER/junit.xml', ...bot(asks));
		expect(said).toContain('first\n  ✓ expect');
		expect(code).toBe(0);
		expect(readFileSync(join(folder, 'junit.xml'), 'utf8')).toContain('<testsuite name="first" tests="1" failures="0"');
	});

	it('ends with 1 if a scenario fails, and with 2 if it cannot be read or no bot is named', async () => {
		const never = '{ ready: false, steps: [{ expect: { request: { path: /never }, within: 100ms } }] }';
		expect(await run(never, ...bot(asks))).toMatchObject({ code: 1, said: expect.stringContaining('✗ expect') });
		expect(await run('{ steps: [{ go: 1 }] }', ...bot(asks))).toMatchObject({
			code: 2,
			said: expect.stringContaining('first.yaml: scenario.steps.0'),
		});
		expect(await run(never)).toMatchObject({ code: 2, said: expect.stringContaining('-- node bot.js') });
	});

	it('prints the JSON Schema of a scenario', async () => {
		const { code, said } = await run('', '--schema');
		expect(code).toBe(0);
		expect(JSON.parse(said)).toMatchObject({
			type: 'object',
			required: ['steps'],
			properties: { world: {}, faults: {} },
		});
	});
});
