import { type Client, Events } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import type { Clock } from './clock/index.js';
import { login, onRefusal } from './connection/index.js';
import type { Database } from './database/index.js';
import { inject, injectable } from './di/injection.js';
import type { StartError } from './errors/index.js';
import { Features } from './features/index.js';
import { CommandRegistrar } from './interactions/CommandRegistrar.js';
import { InteractionRouter } from './interactions/InteractionRouter.js';
import { DI_TOKENS } from './interfaces/tokens.js';
import type { Logger } from './logging/index.js';

// Together below the five seconds that a stop may take.
const DRAIN_MS = 2_500;
const FEATURES_MS = 1_500;

/** The bot from its login to its stop. */
@injectable()
export class Bot {
	#stopped: Promise<void> | undefined;

	constructor(
		@inject(DI_TOKENS.Client) readonly client: Client,
		@inject(DI_TOKENS.IMemberFetchService) readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Database) readonly database: Database,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
		@inject(Features) private readonly features: Features,
		@inject(InteractionRouter) private readonly router: InteractionRouter,
		@inject(CommandRegistrar) private readonly registrar: CommandRegistrar,
	) {}

	/**
	 * Logs in, starts the features, registers the commands and listens.
	 *
	 * @throws StartError where Discord refuses: the cause, and the cure
	 */
	async start(token: string): Promise<Client<true>> {
		const { client, logger } = this;
		client.on(Events.Error, (error) => logger.error({ err: error }, 'The client failed'));
		client.on(Events.GuildDelete, ({ id }) => this.members.clearCache(id));
		this.features.attach(client);
		const ready = await login(client, token);
		await this.features.start(ready);
		this.router.listen(ready);
		await this.registrar.register(ready);
		logger.info({ guilds: ready.guilds.cache.size }, `Ready as ${ready.user.tag}`);
		return ready;
	}

	/** Hears once the bot is running that Discord ended the connection for good. */
	onRefusal(listener: (error: StartError) => void): void {
		onRefusal(this.client, listener);
	}

	/**
	 * Finishes what runs or hands it back, stops the features, and closes everything, in less than five seconds. Calling it
	 * again waits for the same stop.
	 */
	stop(): Promise<void> {
		this.#stopped ??= this.#stop();
		return this.#stopped;
	}

	async #stop(): Promise<void> {
		await this.router.drain(DRAIN_MS);
		await this.#within(FEATURES_MS, this.features.stop());
		await this.members.close();
		await this.client.destroy();
		this.database.close();
		this.logger.info('Stopped');
	}

	async #within(ms: number, work: Promise<void>): Promise<void> {
		let cancel = () => {};
		const late = new Promise<void>((resolve) => {
			cancel = this.clock.after(ms, () => {
				this.logger.error(`The features did not stop within ${ms} ms`);
				resolve();
			});
		});
		await Promise.race([work, late]);
		cancel();
	}
}
