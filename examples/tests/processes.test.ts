import { DiscordEmulator, type EmulatorOptions, ManualClock } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { promisedOutput } from './guide.js';
import { read, runExample } from './runExample.js';

async function anEmulator(options: EmulatorOptions) {
	// Its time stands still: the example may take as long as a busy machine makes it.
	const emulator = new DiscordEmulator(options, new ManualClock(Date.now()));
	await emulator.start();
	onTestFinished(() => emulator.stop());
	return { emulator, variables: { DISCORD_TOKEN: emulator.token, DISCORD_API_BASE: emulator.restUrl } };
}

// `npm test` builds first, so that this is what a reader would run.
describe('an example that is a program of its own', () => {
	it('tenLines.ts lists every member of every guild', async () => {
		const { emulator, variables } = await anEmulator({ guilds: [{ members: 1_500 }, { members: 40 }] });
		const lines = await read(runExample('tenLines.ts', variables), 2);
		const guilds = [...emulator.world.guilds.values()];
		expect(lines).toEqual(guilds.map(({ name, size }) => `${name} ${size} members, all of them`));
	});

	it('commonjs/bot.cts has the service in a bot that is compiled to CommonJS', async () => {
		const { emulator, variables } = await anEmulator({ guilds: [{ members: 1_500 }] });
		const lines = await read(runExample('commonjs/bot.cjs', variables), 1);
		expect(lines).toEqual([`${emulator.world.guild().name}: 1500 members, complete`]);
	});

	it('tryBot.ts prints what the guide shows, and ends', async () => {
		const promised = promisedOutput('src/tryBot.ts');
		expect(promised).toHaveLength(2);
		expect(await read(runExample('tryBot.ts'), promised.length + 1)).toEqual(promised);
	});

	it('bot.ts answers its command, after one that could not be answered too, and leaves nothing running when it is told to end', async () => {
		const { emulator, variables } = await anEmulator({ guilds: [{ members: 1_500 }] });
		const bot = runExample('bot.ts', variables);
		const isRegistered = () => emulator.stats.bot().rest.byRoute.overwriteCommands;
		await expect.poll(isRegistered).toBe(1);
		const role = emulator.world.guild().id; // that of @everyone
		const holders = () => emulator.actor().runs('holders', { role });
		emulator.faults.add({ on: 'rest', route: 'interactionCallback', status: 404, times: 1 });
		holders(); // cannot be answered, and must not be the last one
		expect((await bot.errors.next()).value).toBe('404: Emulated fault');
		expect((await holders().answer()).content).toBe('1500 of 1500 members hold @everyone.');
		expect(await bot.end()).toBe(0);
	});

	it('sharding/manager.ts asks the shard that has the guild, and so does each of the shards', async () => {
		const guilds = [{ members: 700 }, { members: 300 }];
		const { emulator, variables } = await anEmulator({ guilds, gateway: { shards: 2 } });
		const guild = emulator.world.guild();
		const manager = runExample('sharding/manager.ts', { ...variables, SHARDS: '2', GUILD_ID: guild.id });
		const people = [...guild.members()].filter(({ user }) => !user.bot).length;
		expect((await read(manager, 3)).sort()).toEqual([
			'Manager: 700 members, complete',
			`Shard 0: ${people} people, complete`,
			`Shard 1: ${people} people, complete`,
		]);
		expect(emulator.stats.bot().memberRequests.full).toBe(1);
	});
});
