import { expect, it } from 'vitest';
import { DiscordEmulator } from '../DiscordEmulator.js';

type Given = Record<string, unknown>;

const emulator = new DiscordEmulator({ guilds: [{ members: 20 }] });
const { world, faults, interactions } = emulator;
const actor = emulator.actor();
const sent = interactions.send({ botId: emulator.bots[0]?.id ?? '', data: { name: 'x' } });

/** Everything public that takes an object of options, with a misspelt key and the one that was meant. */
const calls: readonly [string, (options: Given) => unknown, wrong: string, meant: string][] = [
	['startActivity', (given) => world.startActivity(given as object), 'joinsPerSec', 'joinsPerSecond'],
	['changeSettings', (given) => world.guild().changeSettings(given as object), 'local', 'locale'],
	['deleteRole', (given) => world.guild().deleteRole('1', given as object), 'fromMember', 'fromMembers'],
	['actor', (given) => emulator.actor(undefined, given as object), 'guildID', 'guildId'],
	['runs', (given) => actor.runs('x', {}, given as object), 'forced', 'force'],
	['runsOnUser', (given) => actor.runsOnUser('x', actor.id, given as object), 'forced', 'force'],
	['runsOnMessage', (given) => actor.runsOnMessage('x', actor.says('y'), given as object), 'forced', 'force'],
	['joinsVoice', (given) => actor.joinsVoice('1', given as object), 'selfdeaf', 'selfDeaf'],
	['interactions.send', (given) => interactions.send(given as never), 'guildID', 'guildId'],
	['answer', (given) => sent.answer(undefined, given as object), 'withi', 'within'],
	['waitFor', (given) => sent.waitFor(undefined, given as object), 'withi', 'within'],
	['a fault of requests', (given) => faults.add({ on: 'memberRequest', ...given }), 'loose', 'lose'],
	['a refusal', (given) => faults.add({ on: 'memberRequest', refuse: { retryAfter: 1, ...given } }), 'nonse', 'nonce'],
	['a fault of REST', (given) => faults.add({ on: 'rest', ...given }), 'routes', 'route'],
	['a limit', (given) => faults.add({ on: 'rest', rateLimited: { retryAfter: 1, ...given } }), 'globl', 'global'],
	['cut', (given) => faults.gateway.cut({ resumable: true, ...given }), 'abrubt', 'abrupt'],
	['invalidSession', (given) => faults.gateway.invalidSession({ resumable: true, ...given }), 'shard', 'shardId'],
	['lag', (given) => faults.gateway.lag(1, given as object), 'botID', 'botId'],
	['loseNextEvents', (given) => faults.gateway.loseNextEvents(1, given as object), 'events', 'event'],
];

it.each(calls)('%s refuses an unknown key, and names the nearest one', async (_, call, wrong, meant) => {
	const result = async () => call({ [wrong]: true });
	await expect(result()).rejects.toThrow(RangeError);
	await expect(result()).rejects.toThrow(new RegExp(`unknown option "${wrong}"; did you mean "${meant}"`));
});

it('refuses rates that are not numbers of 0 or more', () => {
	for (const rate of [-1, Number.NaN, Number.POSITIVE_INFINITY])
		expect(() => world.startActivity({ joinsPerSecond: rate })).toThrow('joinsPerSecond must be a number of 0 or more');
});
