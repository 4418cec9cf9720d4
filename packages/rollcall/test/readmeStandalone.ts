import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { buildScanningStrategy, StandaloneMemberFetchService } from 'rollcall/standalone';

const token = process.env.DISCORD_TOKEN ?? '';
const rest = new REST().setToken(token);
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
const gateway = new WebSocketManager({ token, rest, intents, buildStrategy: buildScanningStrategy });
const service = new StandaloneMemberFetchService({ gateway, rest });

gateway.on(WebSocketShardEvents.Error, console.error);
gateway.on(WebSocketShardEvents.Dispatch, async ({ t, d }) => {
	if (t !== 'GUILD_CREATE') return;
	const { roster, metadata, error } = await service.fetchGuildMembers({ id: d.id });
	console.log(d.id, roster.size, metadata.complete ? 'members, all of them' : error?.message);
});
await gateway.connect();
