import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import {
	type IStandaloneMemberFetchService,
	type RosterResult,
	StandaloneMemberFetchService,
} from 'rollcall/standalone';
import { DiscordEmulator, type EmulatorOptions } from 'rollcall-emulator';

const options: EmulatorOptions = { guilds: [{ members: 2500 }] };

async function main(): Promise<void> {
	const emulator = new DiscordEmulator(options);
	await emulator.start();
	const rest = new REST({ api: emulator.restUrl }).setToken(emulator.token);
	const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
	const gateway = new WebSocketManager({ token: emulator.token, rest, intents });
	const service: IStandaloneMemberFetchService = new StandaloneMemberFetchService({ gateway, rest });
	const available = new Promise<{ id: string }>((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
			if (t === 'GUILD_CREATE') resolve({ id: d.id });
		});
	});
	await gateway.connect();
	const { roster, metadata }: RosterResult = await service.fetchGuildMembers(await available);
	console.log(JSON.stringify({ complete: metadata.complete, members: roster.size }));
	await service.close();
	await gateway.destroy();
	await emulator.stop();
}

void main();
