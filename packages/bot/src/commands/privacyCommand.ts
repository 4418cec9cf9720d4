import {
	ActionRowBuilder,
	ButtonBuilder,
	ButtonStyle,
	type ChatInputCommandInteraction,
	SlashCommandBuilder,
	type SlashCommandSubcommandBuilder,
} from 'discord.js';
import { inject, injectable } from '../injection/index.js';
import { acknowledged } from '../interactions/acknowledged.js';
import type {
	Answer,
	Command,
	CommandContext,
	ComponentInteraction,
	DirectCommand,
	DirectInteraction,
	GuildCommandInteraction,
} from '../interfaces/Command.js';
import type { PersonalRow } from '../interfaces/PersonalData.js';
import { asWrittenInCode, cut, type Localiser, named, type PlainText } from '../localisation/index.js';
import { entryInWords } from '../privacy/index.js';
import { PrivacyDesk } from './PrivacyDesk.js';
import { sendPrivacyExport } from './privacyExport.js';
import { privacyTexts as say } from './privacyTexts.js';

const SHOWN_PER_ROOM = 5;
/** Discord takes 2,000 characters; the rest is for the text around the rows. */
const MOST_CHARACTERS = 1_500;
const SHOWN_GUILDS = 15;
const SHOWN_NAME = 40;
const ERASE = `${say.name.en}:erase`;
const KEEP = `${say.name.en}:keep`;
const COSTS: Readonly<Record<string, number>> = { [say.show.en]: 2, [say.export.en]: 10, [say.erase.en]: 2 };

const subcommand = (name: PlainText, description: PlainText) => (builder: SlashCommandSubcommandBuilder) =>
	named(builder, name, description);

/**
 * `/privacy`: what is kept about the caller, shown to the caller only. In a server it is about that server. In direct
 * messages it is about all servers with data about them, including those that they have left.
 */
@injectable()
export class PrivacyCommand implements Command {
	readonly data = named(new SlashCommandBuilder(), say.name, say.description)
		.addSubcommand(subcommand(say.show, say.showDescription))
		.addSubcommand(subcommand(say.export, say.exportDescription))
		.addSubcommand(subcommand(say.erase, say.eraseDescription))
		.addSubcommand(subcommand(say.optOut, say.optOutDescription))
		.addSubcommand(subcommand(say.optIn, say.optInDescription))
		.toJSON();
	readonly defer = 'ephemeral';
	readonly direct: DirectCommand = {
		execute: (interaction, context) => this.#run(interaction, context),
		onComponent: (interaction, context) => this.#decide(interaction, context),
	};

	constructor(@inject(PrivacyDesk) private readonly desk: PrivacyDesk) {}

	readonly cost = ({ options }: Pick<ChatInputCommandInteraction, 'options'>) => COSTS[options.getSubcommand()] ?? 1;

	execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void> {
		return this.#run(interaction, context);
	}

	onComponent(interaction: ComponentInteraction, context: CommandContext): Promise<void> {
		return this.#decide(interaction, context);
	}

	demo() {
		return [{ command: `${say.name.en} ${say.show.en}` }];
	}

	async #run(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<void> {
		const { options, guildId, user } = interaction;
		const { t, answer } = context;
		const guildIds = this.#guildsOf(interaction);
		const run: Readonly<Record<string, () => Promise<void>>> = {
			[say.show.en]: () =>
				answer(guildId === null ? this.#list(t, guildIds, user.id) : this.#show(t, guildId, user.id)),
			[say.export.en]: () => sendPrivacyExport(interaction, context, this.desk, guildIds),
			[say.erase.en]: () => answer(this.#ask(t, guildIds, user.id)),
			[say.optOut.en]: () => this.#optOut(interaction, context, guildIds),
			[say.optIn.en]: () => {
				this.desk.optIn(guildIds, user.id);
				return answer(t(say.nowIn));
			},
		};
		if (guildIds.length === 0) await answer(t(say.unknown));
		else await run[options.getSubcommand()]?.();
	}

	async #decide(interaction: DirectInteraction, context: CommandContext): Promise<void> {
		if (!interaction.isButton()) return;
		const { customId, user } = interaction;
		if (customId !== ERASE && customId !== KEEP) return;
		await acknowledged(interaction, interaction.deferUpdate(), { deferred: true });
		if (customId === KEEP) return context.answer({ content: context.t(say.kept), components: [] });
		const count = this.desk.erase(this.#guildsOf(interaction), user.id);
		await this.#sayGone(context, context.t(say.erased, { count }));
	}

	#guildsOf({ guildId, user }: DirectInteraction): readonly string[] {
		return guildId === null ? this.desk.guildsOf(user.id) : [guildId];
	}

	async #optOut({ guildId, user }: DirectInteraction, context: CommandContext, guildIds: readonly string[]) {
		this.desk.optOut(guildIds, user.id);
		const where = guildId === null ? context.t(say.outInServers, { count: guildIds.length }) : '';
		await this.#sayGone(context, [context.t(say.nowOut), where].filter(Boolean).join(' '));
	}

	/** Says that data was removed once it is gone from the files as well. */
	async #sayGone({ t, answer, logger }: CommandContext, words: string): Promise<void> {
		if (this.desk.purge()) return answer({ content: words, components: [] });
		await answer({ content: t(say.going), components: [] });
		// Runs after the command, since it may take as long as another program reads the database.
		void this.desk
			.whenGone()
			.then((isGone) => (isGone ? answer({ content: words }) : undefined))
			.catch((error: unknown) => logger.warn({ err: error }, 'A user could not be told that their data is gone'));
	}

	#show(t: Localiser, guildId: string, userId: string): string {
		const kept = this.desk.rooms.flatMap((room) => {
			const count = room.count(guildId, userId);
			return count > 0 ? [{ room, count }] : [];
		});
		const state = t(this.desk.hasOptedOut(guildId, userId) ? say.optedOut : say.explained);
		if (kept.length === 0) return [t(say.nothing), state].join('\n');
		const most = Math.floor(MOST_CHARACTERS / kept.length);
		const parts = kept.map(({ room, count }) =>
			[t(say.room, { room: room.room, count }), excerpt(room.newest(guildId, userId, SHOWN_PER_ROOM), most, t)].join(
				'\n',
			),
		);
		return [...parts, t(say.newest), state].join('\n');
	}

	/** A line for each server. */
	#list(t: Localiser, guildIds: readonly string[], userId: string): string {
		const lines = guildIds.slice(0, SHOWN_GUILDS).map((guildId) => {
			const count = this.desk.count(guildId, userId);
			const line = t(say.server, { server: this.desk.nameOf(guildId, SHOWN_NAME), count });
			return this.desk.hasOptedOut(guildId, userId) ? `${line} ${t(say.optedOutThere)}` : line;
		});
		const more = guildIds.length - lines.length;
		const rest = more > 0 ? [t(say.moreServers, { count: more })] : [];
		return [...lines, ...rest, t(say.whole), t(say.explained)].join('\n');
	}

	#ask(t: Localiser, guildIds: readonly string[], userId: string): string | Answer {
		const counts = guildIds.map((guildId) => this.desk.count(guildId, userId)).filter((count) => count > 0);
		const count = counts.reduce((sum, one) => sum + one, 0);
		if (count === 0) return t(guildIds.length > 1 ? say.nothingAnywhere : say.nothing);
		const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
			new ButtonBuilder().setCustomId(ERASE).setLabel(t(say.yes)).setStyle(ButtonStyle.Danger),
			new ButtonBuilder().setCustomId(KEEP).setLabel(t(say.no)).setStyle(ButtonStyle.Secondary),
		);
		const where = counts.length > 1 ? ` ${t(say.askedServers, { count: counts.length })}` : '';
		return { content: `${t(say.confirm, { count })}${where}`, components: [buttons] };
	}
}

function excerpt(rows: readonly PersonalRow[], mostCharacters: number, t: Localiser): string {
	// A reason may hold anything, even the end of this block.
	const lines = rows.map((row) => asWrittenInCode(entryInWords(row, t)));
	return `\`\`\`\n${cut(lines.join('\n'), mostCharacters)}\n\`\`\``;
}
