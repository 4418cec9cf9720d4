import { type APIApplicationCommand, ComponentType, InteractionType, Routes } from 'discord.js';
import type { SentInteraction } from 'rollcall-emulator';
import type { Stage } from './startBot.js';

type Answered = Awaited<ReturnType<SentInteraction['answer']>>;

/** A user in direct messages with the bot, whatever guilds they are in: `await runs('privacy', 'show')`. */
export async function inDirectMessages(
	{ bot, emulator }: Pick<Stage, 'bot' | 'emulator'>,
	userId: string,
	locale = 'en-US',
) {
	const botId = bot.client.user?.id ?? '';
	const commands = (await bot.client.rest.get(Routes.applicationCommands(botId))) as APIApplicationCommand[];
	const send = (type: InteractionType, data: Record<string, unknown>, message?: Answered['interaction']['message']) =>
		emulator.interactions.send({ botId, userId, isDirect: true, locale, type, data, ...(message && { message }) });
	return {
		commands,
		runs(command: string, subcommand: string): SentInteraction {
			const { id, name, type } = commands.find((known) => known.name === command) ?? {};
			return send(InteractionType.ApplicationCommand, { id, name, type, options: [{ type: 1, name: subcommand }] });
		},
		clicks: ({ interaction: { message } }: Answered, custom_id: string): SentInteraction =>
			send(InteractionType.MessageComponent, { component_type: ComponentType.Button, custom_id }, message),
		submits: (custom_id: string): SentInteraction => send(InteractionType.ModalSubmit, { custom_id, components: [] }),
	};
}
