import { expect, it, onTestFinished } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { expectExact, logIn, QUICK, setStage, timeOf } from './stage.js';
import { connect, makeBot, takeDown } from './standaloneStage.js';

it('two clients and a gateway of one bot in a process have one window for a full request', async () => {
	const time = timeOf();
	const stage = await setStage({ members: 1_500, ...time });
	const { emulator, service, guild, stats } = stage;
	const client = await logIn(emulator);
	const second = new MemberFetchService(QUICK, time);
	const bot = makeBot(emulator, time);
	onTestFinished(async () => {
		await second.close();
		await client.destroy();
		await takeDown(bot);
	});
	await connect(bot);
	expectExact(await service.fetchGuildMembers(guild), stage);
	const own = client.guilds.cache.get(guild.id) ?? guild;
	expectExact(await second.fetchGuildMembers(own), { ...stage, client, guild: own });
	expect((await bot.service.fetchGuildMembers({ id: guild.id })).metadata.complete).toBe(true);
	expect(stats().memberRequests).toMatchObject({ full: 1, refused: 0 });
});
