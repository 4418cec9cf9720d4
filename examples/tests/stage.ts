import { once } from 'node:events';
import { ApplicationCommandOptionType, type ChatInputCommandInteraction, Client, Events, type Guild } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';
import { DiscordEmulator, type EmulatorOptions, type GuildWorld } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';
import { PatientClock } from '../../packages/emulator/src/tests/PatientClock.js';

/** A client that is logged in to an emulator; both end with the test. */
export interface Stage {
	readonly emulator: DiscordEmulator;
	readonly client: Client<true>;
	readonly guild: Guild;
	/** The same guild, as it really is. */
	readonly truth: GuildWorld;
	/** A role, and the ids of all who hold it. */
	readonly role: { readonly id: string; readonly name: string; readonly holders: readonly string[] };
}

export interface StageOptions extends EmulatorOptions {
	readonly client?: (api: string) => Client;
	readonly intents?: ('Guilds' | 'GuildMembers')[];
}

export async function setStage({ client: make, intents, ...options }: StageOptions = {}): Promise<Stage> {
	const clock = new PatientClock();
	const emulator = new DiscordEmulator({ guilds: [{ members: 1_200 }], ...options }, clock);
	await emulator.start();
	onTestFinished(async () => {
		await emulator.stop();
		clock.stop();
	});
	const client = make?.(emulator.restUrl) ?? aClient(emulator.restUrl, intents);
	onTestFinished(() => client.destroy());
	const ready = once(client, Events.ClientReady);
	await client.login(emulator.token);
	await ready;
	const truth = emulator.world.guild();
	const guild = client.guilds.cache.get(truth.id);
	if (!guild) throw new Error('The client does not know its guild.');
	return { emulator, client: client as Client<true>, guild, truth, role: aRole(truth) };
}

/** Registers a command whose option is a role, and gives the errors that its handler threw. */
export async function registerCommand(
	{ client }: Stage,
	name: string,
	handle: (interaction: ChatInputCommandInteraction<'cached'>) => Promise<void>,
): Promise<Error[]> {
	const thrown: Error[] = [];
	client.on(Events.InteractionCreate, async (interaction) => {
		if (!interaction.isChatInputCommand() || !interaction.inCachedGuild() || interaction.commandName !== name) return;
		await handle(interaction).catch((error: Error) => thrown.push(error));
	});
	const options = [{ type: ApplicationCommandOptionType.Role as const, name: 'role', description: 'Which role' }];
	await client.application.commands.create({ name, description: 'A command', options });
	return thrown;
}

function aClient(api: string, intents: StageOptions['intents'] = ['Guilds', 'GuildMembers']): Client {
	return new Client({ intents, makeCache: cacheWithoutMembers(), rest: { api } });
}

function aRole(truth: GuildWorld): Stage['role'] {
	const [, role] = [...truth.roles.values()]; // the first one is @everyone
	if (!role) throw new Error('The guild has no role.');
	const holders = [...truth.members()].filter(({ roles }) => roles.includes(role.id)).map(({ user }) => user.id);
	return { id: role.id, name: role.name, holders };
}
