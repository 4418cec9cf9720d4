import { type Client, Events } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import { type Clock, within } from '../clock/index.js';
import { logConnection, login, onRefusal } from '../connection/index.js';
import { Dashboard } from '../dashboard/Dashboard.js';
import { type Database, explainSqlite, limitWaits } from '../database/index.js';
import type { StartError } from '../errors/index.js';
import { Features } from '../features/Features.js';
import { inject, injectable } from '../injection/index.js';
import { CommandRegistrar } from '../interactions/CommandRegistrar.js';
import { InteractionRouter } from '../interactions/InteractionRouter.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';

// How long each part of a stop may take: together, with half a second for handing back, less than five seconds.
const DRAIN_MS = 2_000;
const FEATURES_MS = 1_500;
const CONNECTIONS_MS = 750;

/** The bot from its login to its stop. */
@injectable()
export class Bot {
	#stopped: Promise<void> | undefined;
	#hush = () => {};

	constructor(
		@inject(DI_TOKENS.Client) readonly client: Client,
		@inject(DI_TOKENS.IMemberFetchService) readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Database) readonly database: Database,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
		@inject(Features) private readonly features: Features,
		@inject(InteractionRouter) private readonly router: InteractionRouter,
		@inject(CommandRegistrar) private readonly registrar: CommandRegistrar,
		@inject(Dashboard) readonly dashboard: Dashboard,
	) {}

	/**
	 * Logs in, starts the features, registers the commands and listens.
	 *
	 * @throws StartError if Discord refuses or the database cannot be read, with the cause and the cure
	 *
	 */
	async start(token: string): Promise<Client<true>> {
		try {
			return await this.#start(token);
		} catch (error) {
			throw explainSqlite(this.database, error);
		}
	}

	async #start(token: string): Promise<Client<true>> {
		const { client, logger } = this;
		client.on(Events.Error, (error) => logger.error({ err: error }, 'The client failed'));
		client.on(Events.GuildDelete, ({ id }) => this.members.clearCache(id));
		await this.dashboard.listen(); // before the login, so that a probe can see that it takes long
		this.#hush = logConnection(client, logger, this.clock);
		this.features.attach(client);
		this.router.listen(client);
		const ready = await login(client, token, this.clock);
		const refused = new Promise<never>((_, reject) => onRefusal(client, reject));
		refused.catch(() => {}); // later ones are for other listeners
		await Promise.race([this.#begin(ready), refused]);
		logger.info({ guilds: ready.guilds.cache.size }, `Ready as ${ready.user.tag}`);
		return ready;
	}

	async #begin(ready: Client<true>): Promise<void> {
		await this.features.start(ready);
		limitWaits(this.database);
		this.router.open();
		await this.registrar.register(ready);
	}

	/** Calls the listener when Discord ends the connection for good while the bot is running. */
	onRefusal(listener: (error: StartError) => void): void {
		onRefusal(this.client, listener);
	}

	/**
	 * Finishes running work or hands it back, stops the features, and closes everything, in less than five seconds.
	 * Another call waits for the same stop.
	 *
	 */
	stop(): Promise<void> {
		this.#stopped ??= this.#stop();
		return this.#stopped;
	}

	async #stop(): Promise<void> {
		await this.router.drain(DRAIN_MS);
		await this.#end('features', FEATURES_MS, this.features.stop());
		this.#hush();
		await this.#end(
			'connections',
			CONNECTIONS_MS,
			Promise.all([this.dashboard.close(), this.members.close(), this.client.destroy()]),
		);
		this.database.close();
		this.logger.info('Stopped');
	}

	/** Even if something hangs or fails, the database must be closed. */
	async #end(what: string, ms: number, work: Promise<unknown>): Promise<void> {
		try {
			const isDone = await within(this.clock, ms, work);
			if (!isDone) this.logger.error(`The ${what} did not stop within ${ms} ms`);
		} catch (error) {
			this.logger.error({ err: error }, `The ${what} could not be stopped`);
		}
	}
}
