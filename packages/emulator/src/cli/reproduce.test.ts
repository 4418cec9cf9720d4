import { describe, expect, it, onTestFinished } from 'vitest';
import { cases } from '../cases/index.js';
import { readArguments } from './readArguments.js';
import type { ReproduceArguments } from './reproduceCommand.js';
import { runReproduce } from './runReproduce.js';

/** Runs `reproduce`; `spoken` is what it says first, `stop` ends it as Ctrl+C would. */
function reproduce(...argv: string[]) {
	const controller = new AbortController();
	const args = readArguments(['reproduce', ...argv]) as ReproduceArguments;
	let ended: Promise<number> = Promise.resolve(0);
	const spoken = new Promise<string>((resolve, reject) => {
		ended = runReproduce(args, resolve, controller.signal);
		ended.catch(reject);
	});
	spoken.catch(() => undefined); // who awaits only the end
	onTestFinished(async () => {
		controller.abort();
		await ended.catch(() => undefined);
	});
	return { spoken, ended, stop: () => controller.abort() };
}

const bot = (source: string) => ['--', process.execPath, '--eval', source];

describe('rollcall-emulator reproduce', () => {
	it('lists every case and what happens, if no name is given or the name is wrong', async () => {
		const list = await reproduce().spoken;
		for (const [name, { happens }] of Object.entries(cases)) expect(list).toMatch(`${name} `.padEnd(20) + happens);
		await expect(reproduce('no-such-case').ended).rejects.toThrow(`no case no-such-case.\n${list}`);
	});

	it('prints how to connect a bot, and runs until it is stopped', async () => {
		const { spoken, ended, stop } = reproduce('chunk-lost');
		const [, api, token, guildId] =
			/^chunk-lost: .+\nStart a bot .+\nDISCORD_API_BASE=(\S+)\nDISCORD_TOKEN=(\S+)\nDISCORD_GUILD_ID=(\d+)\n$/.exec(
				await spoken,
			) ?? [];
		const response = await fetch(`${api}/v10/guilds/${guildId}`, { headers: { authorization: `Bot ${token}` } });
		expect(response.status).toBe(200);
		stop();
		expect(await ended).toBe(0);
		await expect(fetch(`${api}/v10/gateway`)).rejects.toThrow('fetch failed');
	});

	it('prints it as one line of JSON', async () => {
		const line = await reproduce('chunk-lost', '--json', '--members', '30').spoken;
		expect(JSON.parse(line)).toMatchObject({ case: 'chunk-lost', happens: cases['chunk-lost']?.happens });
		const { DISCORD_API_BASE, DISCORD_TOKEN, DISCORD_GUILD_ID } = JSON.parse(line);
		const headers = { authorization: `Bot ${DISCORD_TOKEN}` };
		const url = `${DISCORD_API_BASE}/v10/guilds/${DISCORD_GUILD_ID}/members?limit=1000`;
		expect(await (await fetch(url, { headers })).json()).toHaveLength(30);
	});

	it('makes a new token in each run, unless one is given', async () => {
		const tokenOf = async (...argv: string[]) =>
			JSON.parse(await reproduce('intent-not-granted', '--json', ...argv).spoken).DISCORD_TOKEN;
		expect(await tokenOf()).not.toBe(await tokenOf());
		expect(await tokenOf('--token', 'mine', '--host-name', 'discord')).toBe('mine');
	});

	it("runs a bot with the emulator's address in its environment, and ends with its exit code", async () => {
		const source = `
			const { DISCORD_API_BASE, DISCORD_TOKEN, DISCORD_GUILD_ID } = process.env;
			fetch(DISCORD_API_BASE + '/v10/guilds/' + DISCORD_GUILD_ID, { headers: { authorization: 'Bot ' + DISCORD_TOKEN } })
				.then(({ status }) => process.exit(status === 200 ? 7 : 1));`;
		const { spoken, ended } = reproduce('chunk-lost', ...bot(source));
		expect(await spoken).toBe(`chunk-lost: ${cases['chunk-lost']?.happens}\n`);
		expect(await ended).toBe(7);
	});

	it('ends the bot when it is stopped', async () => {
		const { spoken, ended, stop } = reproduce('chunk-lost', ...bot('setInterval(() => {}, 1000)'));
		await spoken;
		stop();
		expect(await ended).toBe(143);
	});

	it('says so if the bot cannot be started', async () => {
		await expect(reproduce('chunk-lost', '--', 'no-such-command').ended).rejects.toThrow('no-such-command');
	});

	it.each(Object.keys(cases))('sets the case %s on an emulator that serves its guild', async (name) => {
		const { DISCORD_API_BASE, DISCORD_GUILD_ID } = JSON.parse(await reproduce(name, '--json').spoken);
		expect((await fetch(`${DISCORD_API_BASE}/v10/gateway`)).status).toBe(200);
		expect(DISCORD_GUILD_ID).toMatch(/^\d+$/);
	});
});
