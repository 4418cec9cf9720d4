import { DiscordEmulator } from 'rollcall-emulator';

const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
await emulator.start();
process.env.DISCORD_API_BASE = emulator.restUrl;
process.env.DISCORD_TOKEN = emulator.token;
await import('./bot.js');

const [, role] = [...emulator.world.guild().roles.values()]; // the first one is @everyone
for (let run = 1; run <= 2; run++) {
	const { content } = await emulator
		.actor()
		.runs('holders', { role: role?.id ?? '' })
		.answer();
	console.log(`${content} Lists asked of Discord: ${emulator.stats.bot().memberRequests.full}.`);
}
process.exit();
