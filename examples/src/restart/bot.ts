import { REST } from '@discordjs/rest';
import { GatewayIntentBits } from 'discord.js';
import { fileStore } from 'rollcall/stores';
import { startBot } from './resuming.js';

const { DISCORD_TOKEN: token = '', APPLICATION_ID: applicationId = '', GUILD_ID = '' } = process.env;
const { DISCORD_API_BASE, ROSTERS = 'rosters' } = process.env;
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
const rest = new REST({ version: '10', ...(DISCORD_API_BASE && { api: DISCORD_API_BASE }) }).setToken(token);

const members = await startBot(fileStore(ROSTERS), { token, applicationId, intents, rest });
const { roster, metadata } = await members.fetchGuildMembers({ id: GUILD_ID }, { require: 'complete' });
console.log(`${roster.size} members, from ${metadata.via.join(' and ')}`);
