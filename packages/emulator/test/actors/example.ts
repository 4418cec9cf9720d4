import { Client, Events, GatewayIntentBits } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';

const emulator = new DiscordEmulator({ guilds: [{ members: 500 }] });
await emulator.start();
const bot = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: emulator.restUrl } });
bot.on(Events.InteractionCreate, async (interaction) => {
	if (!interaction.isChatInputCommand()) return;
	await interaction.deferReply();
	const text = `${interaction.options.getRole('role', true).name}: 7 hours`;
	await interaction.editReply({ content: text, files: [{ attachment: Buffer.from(text), name: 'hours.csv' }] });
});
const ready = new Promise((resolve) => bot.once(Events.ClientReady, resolve));
await bot.login(emulator.token);
await ready;
const role = { type: 8, name: 'role', description: 'Whose hours.', required: true } as const;
await bot.application?.commands.set([{ name: 'hours', description: 'Shows hours.', options: [role] }]);

const guild = emulator.world.guild();
const member = emulator.actor(guild.memberAt(1).user.id, { locale: 'ko' });
const [lounge] = [...guild.channels.values()].filter(({ type }) => type === 2);
member.joinsVoice(lounge?.id ?? ''); // the bot gets it with the voice states intent
const sent = member.runs('hours', { role: [...guild.roles.keys()][1] });
const { content, files, pings } = await sent.answer();
console.log(content, files[0]?.bytes.length, pings.users); // Member: 7 hours 15 []

await bot.destroy();
await emulator.stop();
