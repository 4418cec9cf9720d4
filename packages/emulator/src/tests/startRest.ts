import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { Access } from '../access/index.js';
import { type BotAccount, BotAccounts } from '../accounts/index.js';
import { ManualClock } from '../clock/index.js';
import { Faults } from '../faults/index.js';
import { type EmulatorOptions, resolveOptions } from '../options/index.js';
import { CommandRegistry, createHttpServer, InteractionEndpoints, Interactions, RestServer } from '../rest/index.js';
import { Stats } from '../stats/index.js';
import { World } from '../world/index.js';

/** The answer to a request. */
export interface Got {
	readonly status: number;
	readonly headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
	readonly body: any;
}

/** REST alone on loopback, with a manual clock. It stops when the test is over. */
export async function startRest(given: EmulatorOptions = {}) {
	const options = resolveOptions({ guilds: [{ members: 50 }], ...given });
	const clock = new ManualClock();
	const accounts = new BotAccounts(options.bots, options.seed);
	const [bot, otherBot] = [...accounts] as [BotAccount, BotAccount | undefined];
	const world = new World(options, accounts, clock);
	const faults = new Faults(options.seed, undefined);
	const stats = new Stats(() => bot.id);
	const starts = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
	const gateway = { shards: () => 1, sessionStartLimit: () => starts };
	const commands = new CommandRegistry();
	const access = new Access(options.hostNames);
	const endpoints = new InteractionEndpoints({
		...{ accounts, access, clock },
		nextId: () => world.nextId(),
		answered: (...answer) => rest.takeCallback(...answer),
	});
	const interactions = new Interactions(world, clock, options.seed, undefined, endpoints);
	const shared = { access, accounts, world, faults, stats, clock, gateway, interactions, commands };
	const rest: RestServer = new RestServer({ options: options.rest, ...shared });
	const server = createHttpServer(rest);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		rest.close();
		interactions.close();
		server.closeAllConnections();
		server.close();
	});
	const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const call = (method: string, path: string, json?: unknown, init: RequestInit = {}) =>
		ask(path.startsWith('/api') ? root + path : `${root}/api/v10${path}`, {
			method,
			...(json !== undefined && { body: JSON.stringify(json) }),
			...init,
			headers: { authorization: `Bot ${bot.token}`, 'content-type': 'application/json', ...(init.headers as object) },
		});
	const get = (path: string, init?: RequestInit) => call('GET', path, undefined, init);
	return { root, bot, otherBot, world, guild: world.guild(), faults, stats, clock, interactions, rest, call, get };
}

async function ask(url: string, init: RequestInit): Promise<Got> {
	const response = await fetch(url, init);
	const text = await response.text();
	return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
