import {
	ActionRowBuilder,
	AttachmentBuilder,
	ButtonBuilder,
	ButtonStyle,
	SlashCommandBuilder,
	type SlashCommandSubcommandBuilder,
} from 'discord.js';
import { type Database, purgeLog } from '../database/index.js';
import { inject, injectAll, injectable } from '../di/injection.js';
import { acknowledged } from '../interactions/acknowledged.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { asWrittenInCode, cut, type Localiser, named, type PlainText } from '../localisation/index.js';
import { entryInWords, type PersonalData } from '../privacy/index.js';
import { ReportShelf } from '../report/index.js';
import { ActivityTracker } from '../services/activityTracker.js';
import type { Answer, Command, CommandContext, ComponentInteraction, GuildCommandInteraction } from './Command.js';
import { privacyTexts as say } from './privacyTexts.js';

type Rows = ReturnType<PersonalData['export']>;

const SHOWN_PER_ROOM = 5;
/** Discord takes 2,000 characters; the rest is for what stands around the rows. */
const MOST_CHARACTERS = 1_500;
const ERASE = `${say.name.en}:erase`;
const KEEP = `${say.name.en}:keep`;

const subcommand = (name: PlainText, description: PlainText) => (builder: SlashCommandSubcommandBuilder) =>
	named(builder, name, description);

/** `/privacy`: what is kept about the one who asks; everything is said to that one alone. */
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

	constructor(
		@injectAll(DI_TOKENS.PersonalData) private readonly rooms: readonly PersonalData[],
		@inject(ActivityTracker) private readonly tracker: ActivityTracker,
		@inject(ReportShelf) private readonly reports: ReportShelf,
		@inject(DI_TOKENS.Database) private readonly database: Database,
	) {}

	async execute({ options, guildId, user }: GuildCommandInteraction, { t, answer }: CommandContext): Promise<void> {
		const who = [guildId, user.id] as const;
		const answers: Readonly<Record<string, () => string | Answer>> = {
			[say.show.en]: () => this.#show(t, ...who),
			[say.export.en]: () => this.#export(t, ...who),
			[say.erase.en]: () => this.#ask(t, ...who),
			[say.optOut.en]: () => {
				this.tracker.optOut(...who);
				// Made before, they would still show for half an hour what is not to be kept any more.
				this.reports.erase(...who);
				purgeLog(this.database);
				return t(say.nowOut);
			},
			[say.optIn.en]: () => {
				this.tracker.optIn(...who);
				return t(say.nowIn);
			},
		};
		await answer(answers[options.getSubcommand()]?.() ?? '');
	}

	async onComponent(interaction: ComponentInteraction, { t, answer }: CommandContext): Promise<void> {
		const { guildId, user, customId } = interaction;
		await acknowledged(interaction, interaction.deferUpdate(), { deferred: true });
		await answer({ content: customId === ERASE ? this.#erase(t, guildId, user.id) : t(say.kept), components: [] });
	}

	demo() {
		return [{ command: `${say.name.en} ${say.show.en}` }];
	}

	#rows(guildId: string, userId: string): [room: string, rows: Rows][] {
		return this.rooms.map((room): [string, Rows] => [room.room, room.export(guildId, userId)]);
	}

	#show(t: Localiser, guildId: string, userId: string): string {
		const kept = this.#rows(guildId, userId).filter(([, rows]) => rows.length > 0);
		const state = t(this.tracker.hasOptedOut(guildId, userId) ? say.optedOut : say.explained);
		if (kept.length === 0) return [t(say.nothing), state].join('\n');
		const most = Math.floor(MOST_CHARACTERS / kept.length);
		const parts = kept.map(([room, rows]) =>
			[t(say.room, { room, count: rows.length }), excerpt(rows, most, t)].join('\n'),
		);
		return [...parts, t(say.newest), state].join('\n');
	}

	#export(t: Localiser, guildId: string, userId: string): Answer {
		const optedOut = this.tracker.hasOptedOut(guildId, userId);
		const kept = { guildId, userId, optedOut, ...Object.fromEntries(this.#rows(guildId, userId)) };
		const file = Buffer.from(`${JSON.stringify(kept, null, '\t')}\n`);
		return { content: t(say.exported), files: [new AttachmentBuilder(file, { name: 'privacy.json' })] };
	}

	#ask(t: Localiser, guildId: string, userId: string): string | Answer {
		const count = this.#rows(guildId, userId).reduce((sum, [, rows]) => sum + rows.length, 0);
		if (count === 0) return t(say.nothing);
		const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
			new ButtonBuilder().setCustomId(ERASE).setLabel(t(say.yes)).setStyle(ButtonStyle.Danger),
			new ButtonBuilder().setCustomId(KEEP).setLabel(t(say.no)).setStyle(ButtonStyle.Secondary),
		);
		return { content: t(say.confirm, { count }), components: [buttons] };
	}

	#erase(t: Localiser, guildId: string, userId: string): string {
		const count = this.rooms.reduce((sum, room) => sum + room.erase(guildId, userId), 0);
		purgeLog(this.database);
		return t(say.erased, { count });
	}
}

function excerpt(rows: Rows, mostCharacters: number, t: Localiser): string {
	// A reason may hold anything, the end of this block among it.
	const lines = rows.slice(-SHOWN_PER_ROOM).map((row) => asWrittenInCode(entryInWords(row, t)));
	return `\`\`\`\n${cut(lines.join('\n'), mostCharacters)}\n\`\`\``;
}
