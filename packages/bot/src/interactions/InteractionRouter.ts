import { type AutocompleteInteraction, type BaseInteraction, type Client, Events, type Interaction } from 'discord.js';
import { type Clock, within } from '../clock/index.js';
import type { Environment } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Command, DirectCommand } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { commonTexts, localiser } from '../localisation/index.js';
import type { Logger } from '../logging/index.js';
import { USUAL_COST, WorkLimits } from '../work/index.js';
import { type Answerable, nameOf } from './Answerable.js';
import { answerFailure } from './answerFailure.js';
import { CommandBook } from './CommandBook.js';
import { Cooldowns } from './Cooldowns.js';
import { componentPermissions, requireMembersIntent, requirePermissions } from './checks.js';
import { RunningInteraction } from './RunningInteraction.js';

const HAND_BACK_MS = 500;

/** Passes each interaction to its command, and makes sure that each is answered. */
@injectable()
export class InteractionRouter {
	readonly #running = new Map<RunningInteraction, Promise<void>>();
	#isDraining = false;
	/** Lets the work begin. */
	open = (): void => {};
	readonly #opened = new Promise<void>((resolve) => {
		this.open = resolve;
	});

	constructor(
		@inject(CommandBook) private readonly book: CommandBook,
		@inject(Cooldowns) private readonly cooldowns: Cooldowns,
		@inject(WorkLimits) private readonly limits: WorkLimits,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	/** Listens for interactions. Those that come before {@link open} wait for it. */
	listen(client: Client): void {
		client.on(Events.InteractionCreate, (interaction) => void this.handle(interaction));
	}

	/** Never rejects. */
	async handle(interaction: Interaction): Promise<void> {
		if (interaction.isAutocomplete()) return this.#complete(interaction);
		if (!isAnswerable(interaction)) return;
		const run = this.#begin(interaction);
		if (this.#isDraining) return this.#handBack(run);
		const work = this.#work(run).finally(() => this.#running.delete(run));
		this.#running.set(run, work);
		await work;
	}

	/**
	 * Takes no further work, waits for running work, and hands back what is not finished in time: its users are asked to
	 * try again. That takes at most half a second more.
	 *
	 */
	async drain(timeoutMs: number): Promise<void> {
		this.#isDraining = true;
		await within(this.clock, timeoutMs, Promise.all(this.#running.values()));
		const handedBack = [...this.#running.keys()].map((run) => this.#handBack(run));
		await within(this.clock, HAND_BACK_MS, Promise.all(handedBack));
	}

	#begin(interaction: Answerable): RunningInteraction {
		const { guildId } = interaction;
		return new RunningInteraction(interaction, this.logger.child({ command: nameOf(interaction), guildId }));
	}

	async #work(run: RunningInteraction): Promise<void> {
		try {
			await this.#opened;
			run.signal.throwIfAborted();
			await this.#dispatch(run);
		} catch (error) {
			// Work that ends because it was handed back has been answered.
			if (!run.signal.aborted) await answerFailure(run, error);
		}
	}

	async #dispatch(run: RunningInteraction): Promise<void> {
		const { interaction } = run;
		const command = this.book.named(run.name);
		// This bot has no user menus, message menus or entry point, which have names of their own.
		const isTyped = interaction.isChatInputCommand();
		if (!command || (interaction.isCommand() && !isTyped)) throw new UserError(commonTexts.unknownCommand);
		if (interaction.guildId === null && command.direct) return this.#direct(run, command, command.direct);
		if (!interaction.inCachedGuild()) throw new UserError(commonTexts.onlyInServers);
		requirePermissions(
			interaction,
			interaction.isChatInputCommand() ? command.requires : componentPermissions(command),
		);
		requireMembersIntent(command, this.environment);
		this.limits.takeOfUser(interaction.user.id, (isTyped ? command.cost?.(interaction) : undefined) ?? USUAL_COST);
		if (isTyped) return this.#cooled(run, command, () => this.#execute(run, command));
		if (interaction.isCommand()) return;
		await command.onComponent?.(interaction, run);
		run.requireReaction();
	}

	/** In direct messages with the bot, outside of guilds. */
	async #direct(run: RunningInteraction, command: Command, direct: DirectCommand): Promise<void> {
		const { interaction } = run;
		const isTyped = interaction.isChatInputCommand();
		this.limits.takeOfUser(interaction.user.id, (isTyped ? command.cost?.(interaction) : undefined) ?? USUAL_COST);
		if (isTyped) {
			await run.defer('ephemeral');
			await direct.execute(interaction, run);
			return run.requireAnswer();
		}
		if (interaction.isCommand()) return;
		await direct.onComponent?.(interaction, run);
		run.requireReaction();
	}

	async #execute(run: RunningInteraction, command: Command): Promise<void> {
		const { interaction } = run;
		if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
		command.validate?.(interaction, run);
		const { defer } = command;
		if (defer !== undefined) await run.defer(typeof defer === 'function' ? defer(interaction) : defer);
		await command.execute(interaction, run);
		run.requireAnswer();
	}

	/** A run that fails gives its cooldown back: a user that mistyped a date need not wait. */
	async #cooled(run: RunningInteraction, { cooldownSeconds = 0 }: Command, work: () => Promise<void>): Promise<void> {
		if (cooldownSeconds === 0) return work();
		const key = `${run.name} ${run.interaction.guildId} ${run.interaction.user.id}`;
		const leftMs = this.cooldowns.take(key, cooldownSeconds);
		if (leftMs > 0) throw new UserError(commonTexts.coolingDown, { count: Math.ceil(leftMs / 1000) });
		try {
			await work();
		} catch (error) {
			this.cooldowns.giveBack(key);
			throw error;
		}
	}

	async #handBack(run: RunningInteraction): Promise<void> {
		try {
			await run.handBack();
		} catch (error) {
			run.logger.warn({ err: error }, `The user of /${run.name} could not be told that the bot restarts`);
		}
	}

	async #complete(interaction: AutocompleteInteraction): Promise<void> {
		const command = this.book.named(interaction.commandName);
		try {
			if (command?.autocomplete && interaction.inCachedGuild() && !this.#isDraining)
				await command.autocomplete(interaction, { t: localiser(interaction.locale) });
		} catch (error) {
			this.logger.warn({ err: error, command: interaction.commandName }, 'Suggestions failed');
		}
		if (!interaction.responded) await interaction.respond([]).catch(() => {});
	}
}

function isAnswerable(interaction: BaseInteraction): interaction is Answerable {
	return interaction.isRepliable();
}
