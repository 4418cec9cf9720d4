import { type Client, Events } from 'discord.js';
import { LogPurger } from '../database/index.js';
import { inject, injectAll, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Logger, outlive } from '../logging/index.js';
import { JoinedGuilds } from './JoinedGuilds.js';

/** All features: they start in the order of their registration and stop in the opposite order. */
@injectable()
export class Features {
	constructor(
		@injectAll(DI_TOKENS.Feature) private readonly features: readonly Feature[],
		@inject(JoinedGuilds) private readonly guilds: JoinedGuilds,
		@inject(LogPurger) private readonly purger: LogPurger,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	attach(client: Client): void {
		for (const feature of this.features) feature.attach?.(client);
		client.on(Events.GuildCreate, ({ id }) => this.#note(() => this.guilds.add(client, id)));
		client.on(Events.GuildDelete, ({ id }) => {
			this.#note(() => this.guilds.remove(client, id));
			void this.removeGuild(id);
		});
	}

	async start(client: Client<true>): Promise<void> {
		let lost: string[] = [];
		this.#note(() => {
			lost = this.guilds.update(client);
		});
		for (const guildId of lost) await this.removeGuild(guildId);
		for (const feature of this.features) await feature.start?.(client);
	}

	/** Stops all of them, even if one fails. */
	async stop(): Promise<void> {
		for (const feature of [...this.features].reverse()) {
			await this.#try(feature, 'could not be stopped', () => feature.stop?.());
		}
	}

	async removeGuild(guildId: string): Promise<void> {
		for (const feature of this.features) {
			await this.#try(feature, `could not remove guild ${guildId}`, () => feature.removeGuild?.(guildId));
		}
		this.purger.purge();
	}

	/** The next start finds what cannot be noted now. */
	#note(write: () => void): void {
		outlive(this.logger, 'The list of guilds could not be written', write);
	}

	async #try({ name }: Feature, failure: string, act: () => void | Promise<void>): Promise<void> {
		try {
			await act();
		} catch (error) {
			this.logger.error({ err: error, feature: name }, `${name} ${failure}`);
		}
	}
}
