import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { StandaloneMemberFetchService } from 'rollcall/standalone';
import { DiscordEmulator } from 'rollcall-emulator';

const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
await emulator.start();
const rest = new REST({ api: emulator.restUrl }).setToken(emulator.token);
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
const gateway = new WebSocketManager({ token: emulator.token, rest, intents });
const service = new StandaloneMemberFetchService({ gateway, rest });
const available = new Promise((resolve) =>
	gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => t === 'GUILD_CREATE' && resolve({ id: d.id })),
);
await gateway.connect();
const { roster, metadata } = await service.fetchGuildMembers(await available);
console.log(JSON.stringify({ complete: metadata.complete, members: roster.size }));
await service.close();
await gateway.destroy();
await emulator.stop();
