import { expect, it, onTestFinished } from 'vitest';
import { CacheBot } from './CacheBot.js';
import { fromRoster, PLAIN } from './makes.js';
import { EVERY_INTENT } from './scripts.js';
import { TwoBots } from './TwoBots.js';

/** The two bots, each with all members of its guilds, and what happens to the first guild. */
async function aStory() {
	const habits = { intents: EVERY_INTENT, isEager: false, hearsChunks: false, keepsPartials: false };
	const bots = await TwoBots.logIn(5, [PLAIN, fromRoster()], habits);
	onTestFinished(() => bots.end());
	const world = bots.emulator.world.guild();
	for (const each of bots.worlds) await bots.fetch(each);
	const written = bots.both.map(({ client }) => new CacheBot(client));
	const channelId = [...world.channels.values()].find(({ type }) => type === 0)?.id as string;
	const voice = [...world.channels.values()].filter(({ type }) => type === 2).map(({ id }) => id);
	const roles = [...world.roles.values()].filter(({ id, managed }) => id !== world.id && !managed).map(({ id }) => id);
	const write = (content: string, by = 3, mentioned: readonly number[] = []) => {
		const mentions = mentioned.map((index) => world.memberAt(index).user);
		world.chat.post(channelId, world.memberAt(by).user, { content, mentions });
	};
	return { bots, world, written, voice, roles, write, id: (index: number) => world.memberAt(index).user.id };
}

it('says the same over both, whatever happens to the members of its guild', async () => {
	const { bots, world, written, voice, roles, write, id } = await aStory();
	const askEverything = () => {
		for (const role of roles) write(`!report ${role}`);
		for (const command of ['!jamsu', '!roles', '!newest', '!see', '!may', '!users', '!count']) write(command);
		write(`!find ${id(9).slice(-6)}`);
		write('!who', 4, [5, 6]);
	};
	askEverything();
	for (const [index, channel] of voice.entries()) world.setVoice(id(10 + index), channel);
	for (const index of [12, 13, 14]) world.setVoice(id(index), voice[0] as string);
	for (const index of [15, 16, 17]) world.addRole(id(index), roles[0] as string);
	world.removeRole(id(16), roles[0] as string);
	world.update(id(15), { nick: 'Nick', user: { username: 'renamed' } });
	for (const index of [10, 15, 18]) world.leave(id(index));
	world.join({ user: { id: id(18) } });
	world.join({ roles: [roles[1] as string] });
	world.setVoice(id(12), null);
	world.deleteRole(roles[2] as string);
	askEverything();
	bots.emulator.faults.gateway.cut({ resumable: true });
	world.join({});
	await Promise.all(bots.both.map(({ client }) => new Promise((resolve) => client.once('shardResume', resolve))));
	askEverything();
	await bots.settle();
	const [wanted, found] = written.map(({ said }) => said);
	expect(found).toEqual(wanted);
	// The story is not empty: nobody of it is a trap with 0 people.
	expect(wanted?.filter((line) => / [1-9]\d* people/.test(line)).length).toBeGreaterThan(20);
	expect(wanted?.filter((line) => /left, ./.test(line))).toHaveLength(3);
});
