import { type InteractionEditReplyOptions, type InteractionReplyOptions, MessageFlags } from 'discord.js';
import { UserError } from '../errors/index.js';
import type { Answer, CommandContext, Deferral } from '../interfaces/Command.js';
import { commonTexts, cut, localiser } from '../localisation/index.js';
import type { Logger } from '../logging/index.js';
import { type Answerable, nameOf } from './Answerable.js';
import { acknowledged } from './acknowledged.js';

/**
 * The most characters that Discord takes. With more, for example through quoted input, the user would get no answer.
 */
const MOST_CHARACTERS = 2_000;

/** One running interaction: it can be answered at any time, whatever was answered before. */
export class RunningInteraction implements CommandContext {
	readonly t;
	readonly #handedBack = new AbortController();
	#isAnswered = false;
	/** The request in flight: until Discord has it, nobody knows what may be sent next. */
	#sending: Promise<unknown> = Promise.resolve();

	constructor(
		readonly interaction: Answerable,
		readonly logger: Logger,
	) {
		this.t = localiser(interaction.locale);
	}

	get signal(): AbortSignal {
		return this.#handedBack.signal;
	}

	/** @throws Error if the command has ended without a final answer */
	requireAnswer(): void {
		if (!this.#isAnswered) throw new Error(`/${this.name} has ended without an answer.`);
	}

	/**
	 * An old or unknown custom id: Discord would show that the bot did not respond.
	 *
	 * @throws UserError if nothing was done about a component
	 *
	 */
	requireReaction(): void {
		if (!this.interaction.deferred && !this.interaction.replied) throw new UserError(commonTexts.noAnswer);
	}

	/** See {@link nameOf}. */
	get name(): string {
		return nameOf(this.interaction);
	}

	// Arrow functions, since commands destructure the context.
	readonly answer = async (answer: string | Answer): Promise<void> => {
		await this.progress(answer);
		this.#isAnswered = true;
	};

	readonly progress = async (answer: string | Answer): Promise<void> => {
		this.signal.throwIfAborted();
		await this.#send(this.#put(typeof answer === 'string' ? { content: answer } : answer));
	};

	async defer(deferral: Deferral): Promise<void> {
		const ephemeral = deferral === 'ephemeral';
		const sent = this.interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
		await this.#send(acknowledged(this.interaction, sent, { deferred: true, ephemeral }));
	}

	/** Shows something to the user only, even if a public answer was promised. */
	async tell(words: string): Promise<void> {
		const content = cut(words, MOST_CHARACTERS);
		const { interaction } = this;
		if (!interaction.deferred && !interaction.replied) return await this.#reply(alone(content), true);
		if (this.#isHalfDone) {
			if (interaction.ephemeral) return void (await interaction.editReply(bare(content)));
			// A followup to a deferred answer would take its place and be just as public, so the deferred one is deleted
			// first.
			await interaction.deleteReply();
		}
		await interaction.followUp(alone(content));
	}

	/** Ends the work, and asks the user to try again after the restart. */
	async handBack(): Promise<void> {
		this.#handedBack.abort(new Error('The bot is stopping.'));
		await this.#sending;
		if (!this.#isAnswered) await this.tell(this.t(commonTexts.restarting));
	}

	async #send(sending: Promise<unknown>): Promise<void> {
		this.#sending = sending.catch(() => {});
		await sending;
	}

	/** A message of ours is there that is not the final answer. */
	get #isHalfDone(): boolean {
		return this.interaction.isChatInputCommand() && !this.#isAnswered;
	}

	async #put({ ephemeral = false, ...message }: Answer): Promise<void> {
		const { interaction } = this;
		if (interaction.deferred || interaction.replied) return void (await interaction.editReply(message));
		const flags = ephemeral ? { flags: MessageFlags.Ephemeral as const } : {};
		await this.#reply({ ...(message as InteractionReplyOptions), ...flags }, ephemeral);
	}

	#reply(message: InteractionReplyOptions, ephemeral: boolean): Promise<void> {
		return acknowledged(this.interaction, this.interaction.reply(message), { replied: true, ephemeral });
	}
}

const alone = (content: string): InteractionReplyOptions => ({ content, flags: MessageFlags.Ephemeral });
const bare = (content: string): InteractionEditReplyOptions => ({
	content,
	embeds: [],
	components: [],
	attachments: [],
});
