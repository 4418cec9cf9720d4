import { describe, expect, it } from 'vitest';
import { EnvironmentError } from './EnvironmentError.js';
import { fetchModeOf } from './memberFetchModes.js';
import { readEnvironment, type Variables } from './readEnvironment.js';

const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.abcdef.abcdefghijklmnopqrstuvwxyz0123456789AB';

function problemsOf(variables: Variables): readonly string[] {
	try {
		readEnvironment(variables);
	} catch (error) {
		if (error instanceof EnvironmentError) return error.problems;
	}
	throw new Error('The environment was taken.');
}

describe('the environment', () => {
	it('has a default for everything', () => {
		expect(readEnvironment({})).toEqual({
			apiBase: 'https://discord.com/api',
			membersIntent: true,
			databasePath: 'data/emulated.db',
			logLevel: 'info',
			memberFetch: {},
			dashboard: { host: '127.0.0.1', port: 8080 },
		});
	});

	it('keeps real and emulated data in separate files, unless a database is named', () => {
		expect(readEnvironment({ DISCORD_TOKEN: TOKEN }).databasePath).toBe('data/rollcall.db');
		expect(readEnvironment({ DATABASE_PATH: 'here.db' }).databasePath).toBe('here.db');
	});

	it('reads every variable', () => {
		const variables = {
			DISCORD_TOKEN: ` ${TOKEN} `,
			DISCORD_API_BASE: 'http://127.0.0.1:8080/api',
			ENABLE_GUILD_MEMBERS_INTENT: 'FALSE',
			DATABASE_PATH: 'bot.db',
			REPORT_CHANNEL_ID: '123456789012345678',
			LOG_LEVEL: 'debug',
			MEMBER_FETCH: 'report:legacy, jamsu:compare,',
			DASHBOARD_HOST: '::1',
			DASHBOARD_PORT: '0',
			DASHBOARD_TOKEN: 'sixteen-letters-x',
			DASHBOARD_NAMES: 'Status.example.com, bot',
		};
		expect(readEnvironment(variables)).toEqual({
			token: TOKEN,
			apiBase: 'http://127.0.0.1:8080/api',
			membersIntent: false,
			databasePath: 'bot.db',
			reportChannelId: '123456789012345678',
			logLevel: 'debug',
			memberFetch: { report: 'legacy', jamsu: 'compare' },
			dashboard: { host: '::1', port: 0, token: 'sixteen-letters-x', names: ['status.example.com', 'bot'] },
		});
	});

	it('treats an empty value as missing', () => {
		const empty = { DISCORD_API_BASE: '', LOG_LEVEL: ' ', DASHBOARD_PORT: '', MEMBER_FETCH: '' };
		expect(readEnvironment(empty)).toEqual(readEnvironment({}));
	});

	it.each(['', '  '])('refuses a token that is set, but is %j: a secret that failed is no wish for a demo', (token) => {
		expect(problemsOf({ DISCORD_TOKEN: token })).toEqual([
			expect.stringMatching(/^DISCORD_TOKEN is set, but empty\. .*--demo/),
		]);
	});

	it.each(['', '  '])('refuses a token of the dashboard that is %j, which would open the page to others', (token) => {
		for (const host of ['127.0.0.1', '0.0.0.0'])
			expect(problemsOf({ DASHBOARD_TOKEN: token, DASHBOARD_HOST: host })).toEqual([
				expect.stringMatching(/^DASHBOARD_TOKEN is set, but empty\. /),
			]);
	});

	it.each(['0.0.0.0', '::', '192.168.0.2', 'bot', '127.0.0.1.example.com'])(
		'refuses %s as the host of the dashboard without a token',
		(host) => {
			expect(problemsOf({ DASHBOARD_HOST: host })).toEqual([expect.stringMatching(/not loopback.*DASHBOARD_TOKEN/)]);
			expect(readEnvironment({ DASHBOARD_HOST: host, DASHBOARD_TOKEN: 'x'.repeat(16) }).dashboard.host).toBe(host);
		},
	);

	it('fetches by the service by default', () => {
		const { memberFetch } = readEnvironment({ MEMBER_FETCH: 'report:legacy' });
		expect(fetchModeOf({ memberFetch }, 'report')).toBe('legacy');
		expect(fetchModeOf({ memberFetch }, 'jamsu')).toBe('optimized');
	});

	it.each(['localhost', 'bot_1', 'a-b.example', '0.0.0.0', '::1', '127.0.0.2'])('takes %s for a host', (host) => {
		expect(readEnvironment({ DASHBOARD_HOST: host, DASHBOARD_TOKEN: 'x'.repeat(16) }).dashboard.host).toBe(host);
	});

	it.each([
		['DISCORD_TOKEN', 'Bot abc', 'copy it again'],
		['DISCORD_API_BASE', 'discord.com/api', 'ends in /api'],
		['DISCORD_API_BASE', 'https://discord.com/api/v10', 'ends in /api'],
		['DISCORD_API_BASE', 'ftp://discord.com/api', 'http or https'],
		['ENABLE_GUILD_MEMBERS_INTENT', 'yes', 'true or false'],
		['REPORT_CHANNEL_ID', '#reports', 'Copy Channel ID'],
		['REPORT_CHANNEL_ID', '-1', 'Copy Channel ID'],
		['REPORT_CHANNEL_ID', '99999999999999999999', 'Copy Channel ID'],
		['LOG_LEVEL', 'loud', 'one of fatal, error, warn'],
		['MEMBER_FETCH', 'report:fast', 'legacy, optimized, compare'],
		['MEMBER_FETCH', 'reprot:legacy', 'the commands report, jamsu'],
		['MEMBER_FETCH', 'legacy', 'report:legacy,jamsu:optimized'],
		['MEMBER_FETCH', 'report:legacy,report:optimized', 'report twice; set one mode for each command'],
		['DASHBOARD_HOST', 'http://here', 'such as 127.0.0.1'],
		['DASHBOARD_HOST', '-1', 'such as 127.0.0.1'],
		['DASHBOARD_HOST', '...', 'such as 127.0.0.1'],
		['DASHBOARD_HOST', '999.0.0.1', 'such as 127.0.0.1'],
		['DASHBOARD_HOST', 'two words', 'such as 127.0.0.1'],
		['DASHBOARD_PORT', '65536', '0 (any that is free) to 65535'],
		['DASHBOARD_PORT', '-1', 'whole number'],
		['DASHBOARD_PORT', '80.5', 'whole number'],
		['DASHBOARD_TOKEN', 'short', 'at least 16 characters'],
		['DASHBOARD_TOKEN', 'sixteen letters x', 'letters and digits'],
		['DASHBOARD_NAMES', 'http://here', 'separated by commas'],
	])('refuses %s=%s and names the variable and the cure', (name, value, cure) => {
		const [problem, ...others] = problemsOf({ [name]: value });
		expect(problem).toMatch(new RegExp(`^${name}[= ]`));
		expect(problem).toContain(cure);
		expect(others).toEqual([]);
	});

	it('reports every problem at once', () => {
		const problems = problemsOf({ LOG_LEVEL: 'loud', DASHBOARD_PORT: 'x', MEMBER_FETCH: 'a:b', DISCORD_API_BASE: '/' });
		expect(problems.map((problem) => problem.split('=')[0]).sort()).toEqual([
			'DASHBOARD_PORT',
			'DISCORD_API_BASE',
			'LOG_LEVEL',
			'MEMBER_FETCH',
		]);
	});

	it('shows no secret, even in the wrong variable', () => {
		const problems = problemsOf({
			DISCORD_TOKEN: `${TOKEN} x`,
			REPORT_CHANNEL_ID: TOKEN,
			MEMBER_FETCH: `report:${TOKEN}`,
			DASHBOARD_TOKEN: 'hush',
			DISCORD_API_BASE: 'https://user:hush@host/api',
		});
		expect(problems).toHaveLength(5);
		expect(problems.join()).not.toMatch(/abcdefghij|hush/);
	});

	it.each([
		['DISCORD_API_BASE', 'https://host/api?key=hush'],
		['DISCORD_API_BASE', 'https://:hush@host/api'],
		['DISCORD_API_BASE', 'https://user:hu/sh@hush/api'],
		['DISCORD_API_BASE', 'https://host/hush/'],
		['DATABASE_PATH', 'postgres://user:hush@host/bot'],
		['DATABASE_PATH', TOKEN],
		['DATABASE_PATH', `data/${TOKEN}`],
		['LOG_LEVEL', TOKEN],
		['LOG_LEVEL', 'Bearer hush'],
		['MEMBER_FETCH', 'hush:hush,report:hush'],
		['REPORT_CHANNEL_ID', 'https://discord.com/api/webhooks/1/hush'],
		['DASHBOARD_HOST', 'https://hush@host'],
		['DASHBOARD_PORT', '0123456789abcdef0123456789abcdef0123456789abcdef'],
		['ENABLE_GUILD_MEMBERS_INTENT', `true ${TOKEN}`],
	])('tells nothing of a value of %s that may be a secret: %s', (name, value) => {
		const [problem, ...others] = problemsOf({ [name]: value });
		expect(problem).toMatch(new RegExp(`^${name}=\\[not shown\\] `));
		expect(problem).not.toMatch(/hush|abcdef/);
		expect(others).toEqual([]);
	});

	it('accepts a long path with an id in it', () => {
		const path = '/var/lib/docker/volumes/0123456789abcdef0123456789abcdef/_data/bot.db';
		expect(readEnvironment({ DATABASE_PATH: path }).databasePath).toBe(path);
	});
});
