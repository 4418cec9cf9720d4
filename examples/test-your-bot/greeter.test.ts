import { once } from 'node:events';
import { Events } from 'discord.js';
import { DiscordEmulator, pingsOf } from 'rollcall-emulator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commands, createGreeter } from './greeter.js';

let emulator: DiscordEmulator;
let bot: ReturnType<typeof createGreeter>;
const guild = () => emulator.world.guild();

beforeEach(async () => {
	emulator = new DiscordEmulator({ guilds: [{ members: 2_500 }] });
	await emulator.start();
	bot = createGreeter(emulator.restUrl);
	const ready = once(bot, Events.ClientReady);
	await bot.login(emulator.token); // made up, and opens nothing
	await ready;
	await bot.application?.commands.set(commands);
});

afterEach(async () => {
	await bot.destroy();
	await emulator.stop();
});

/** The messages of the bot in the first text channel, the latest first. */
function written() {
	const [channel] = [...guild().channels.values()].filter(({ type }) => type === 0);
	const messages = guild()
		.chat.messages(channel?.id ?? '')
		.latest(50);
	return messages.filter(({ author }) => author.id === bot.user?.id);
}

it('greets a new member, and pings nobody else', async () => {
	const { user } = guild().join({ nick: '@everyone' });
	await expect.poll(() => written().map(({ content }) => content)).toEqual([`Welcome, <@${user.id}>!`]);
	expect(written().map(pingsOf)).toEqual([{ everyone: false, roles: [], users: [user.id] }]);
});

it('counts people and bots', async () => {
	const bots = [...guild().members()].filter(({ user }) => user.bot).length;
	const answer = await emulator.actor().runs('headcount').answer();
	expect(answer.content).toBe(`${guild().size - bots} people, ${bots} bots`);
});

it('says so if Discord refuses a second list', async () => {
	await emulator.actor().runs('headcount').answer();
	const { content } = await emulator.actor().runs('headcount').answer();
	expect(content).toContain('GatewayRateLimitError');
	expect(emulator.stats.bot().memberRequests).toMatchObject({ full: 2, refused: 1 });
});

it('says so if part of the list never comes', async () => {
	emulator.faults.add({ on: 'memberRequest', lose: 'last' });
	const { content } = await emulator.actor().runs('headcount').answer();
	expect(content).toContain('I could not get the list');
});

it('greets after a cut, even a member who joined meanwhile', async () => {
	emulator.faults.gateway.cut({ resumable: true });
	const { user } = guild().join();
	await expect.poll(() => written().map(({ content }) => content)).toEqual([`Welcome, <@${user.id}>!`]);
});

it('greets even if the first try fails', async () => {
	emulator.faults.add({ on: 'rest', route: 'createMessage', status: 502 });
	guild().join();
	await expect.poll(() => written().length).toBe(1);
	expect(emulator.stats.bot().rest.byRoute).toMatchObject({ createMessage: 2 });
});
