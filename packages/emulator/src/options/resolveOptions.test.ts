import { describe, expect, it } from 'vitest';
import { type EmulatorOptions, profiles, resolveOptions } from './index.js';

describe('resolveOptions', () => {
	it('gives one bot, one guild of a thousand and the instant profile by default', () => {
		const options = resolveOptions();
		expect(options).toMatchObject({
			seed: 1,
			profile: 'instant',
			host: '127.0.0.1',
			port: 0,
			bots: [{}],
			guilds: [{ members: 1000 }],
		});
	});

	it('keeps the documented limits in the profile discord', () => {
		const { gateway, rest } = resolveOptions({ profile: 'discord' });
		expect(gateway).toMatchObject({
			heartbeatInterval: 41_250,
			sendLimit: 120,
			sendWindow: 60_000,
			maxPayload: 4096,
			requestWindow: 30_000,
		});
		expect(rest).toMatchObject({ latency: 150, globalLimit: { limit: 50, window: 1000 } });
		expect(rest.buckets.listMembers).toEqual({ limit: 10, window: 10_000 });
	});

	it('takes some options at any depth, and leaves the rest to the profile', () => {
		const options = resolveOptions({
			profile: 'discord',
			rest: { globalLimit: { limit: 7 } },
			gateway: { chunkSize: 10 },
		});
		expect(options.rest.globalLimit).toEqual({ limit: 7, window: 1000 });
		expect(options.gateway).toEqual({ ...profiles.discord.gateway, chunkSize: 10 });
	});

	it('treats undefined as not given', () => {
		expect(resolveOptions({ seed: undefined, gateway: { chunkSize: undefined as never } }).gateway.chunkSize).toBe(
			1000,
		);
	});

	it.each<[string, unknown]>([
		['gateway.chunkSize', { gateway: { chunkSize: 0 } }],
		['gateway.heartbeatInterval', { gateway: { heartbeatInterval: Number.NaN } }],
		['guilds.0.members', { guilds: [{ members: -1 }] }],
		['bots.0.id', { bots: [{ id: 'abc' }] }],
		['rest.buckets.listMembers.limit', { rest: { buckets: { listMembers: { limit: -1, window: 1 } } } }],
		['profile', { profile: 'slow' }],
		['speed', { speed: 3 }],
		['chunksize', { gateway: { chunksize: 3 } }],
	])('names the path of a wrong value: %s', (path, options) => {
		expect(() => resolveOptions(options as EmulatorOptions)).toThrow(path);
	});

	it.each<[unknown, string]>([
		[{ gateway: { chunksize: 3 } }, 'gateway: unknown option "chunksize"; did you mean "chunkSize"?'],
		[{ guild: [] }, 'options: unknown option "guild"; did you mean "guilds"?'],
		[{ guilds: [{ members: 1, role: 3 }] }, 'guilds.0: unknown option "role"; did you mean "roles"'],
		[
			{ bots: [{ intents: { presence: true } }] },
			'bots.0.intents: unknown option "presence"; did you mean "presences"?',
		],
		[{ rest: { buckets: { listMembers: { limits: 1 } } } }, 'unknown option "limits"; did you mean "limit"?'],
		[{ speed: 3 }, 'options: unknown option "speed"; did you mean "seed"?'],
		[{ bots: [{ colour: 3 }] }, 'bots.0: unknown option "colour"; known are "token", "id"'],
	])('names an unknown key, and the nearest known ones: %j', (options, message) => {
		expect(() => resolveOptions(options as EmulatorOptions)).toThrow(message);
	});

	it('refuses a host that is not loopback', () => {
		expect(() => resolveOptions({ host: '0.0.0.0' as never })).toThrow(/host: must be a loopback host/);
	});
});
