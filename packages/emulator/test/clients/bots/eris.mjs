import Eris from 'eris';

const bot = new Eris(`Bot ${process.env.DISCORD_TOKEN}`, { intents: ['guilds', 'guildMembers'] });
bot.once('ready', async () => {
	const members = await bot.guilds.find(() => true).fetchMembers();
	console.log(members.length);
	bot.disconnect({ reconnect: false });
	process.exit();
});
await bot.connect();
