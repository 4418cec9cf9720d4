import type { Client } from 'discord.js';
import type { IMemberFetchService, RosterStatusChange } from 'rollcall';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { SpacedChanges } from './SpacedChanges.js';
import { StaleReasons } from './StaleReasons.js';

/** A lost session makes every list of a shard stale at once. More guilds than these share one line. */
const MOST_LINES = 5;
/** Ids in such a line. */
const MOST_IDS = 20;

/** Logs when the list of a guild goes stale, and when it is true again. */
@injectable()
export class RosterWatch implements Feature {
	readonly name = 'roster watch';
	readonly #changes: SpacedChanges;
	readonly #stale = new Set<string>();
	/** Guilds whose list has gone stale, and that have no line yet, by the reason. */
	readonly #waiting = new Map<string, string[]>();
	#cancel: (() => void) | undefined;
	#client: Client | undefined;

	constructor(
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(StaleReasons) private readonly reasons: StaleReasons,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#changes = new SpacedChanges(clock);
	}

	attach(client: Client): void {
		this.#client = client;
		this.members.on('rosterStatusChange', this.#onChange);
	}

	stop(): void {
		this.members.off('rosterStatusChange', this.#onChange);
		this.#cancel?.();
		this.#changes.stop();
	}

	removeGuild(guildId: string): void {
		this.reasons.note(guildId, undefined);
		this.#stale.delete(guildId);
		this.#changes.forget(guildId);
	}

	readonly #onChange = ({ guildId, status, reason, size }: RosterStatusChange): void => {
		this.reasons.note(guildId, status === 'stale' ? (reason ?? 'no reason was told') : undefined);
		if (status === 'stale') {
			this.#stale.add(guildId);
			this.#changes.tell(guildId, { isBad: true, say: (held) => this.#sayStale(guildId, held) });
		} else if (this.#stale.delete(guildId)) {
			this.#changes.tell(guildId, {
				isBad: false,
				say: (held) => {
					this.#flush(); // the beginning comes before the end
					this.logger.info(this.#facts(guildId, held, { size }), GOOD[status]);
				},
			});
		}
	};

	/** The line is written when all lists that go stale at this moment are known. */
	#sayStale(guildId: string, held: number): void {
		const reason = this.reasons.of(guildId) ?? 'no reason was told';
		if (held > 0) {
			this.logger.warn(this.#facts(guildId, held, { reason }), STALE);
			return;
		}
		this.#waiting.set(reason, [...(this.#waiting.get(reason) ?? []), guildId]);
		this.#cancel ??= this.clock.after(0, () => this.#flush());
	}

	#flush(): void {
		this.#cancel?.();
		this.#cancel = undefined;
		for (const [reason, guildIds] of this.#waiting) {
			if (guildIds.length <= MOST_LINES)
				for (const guildId of guildIds) this.logger.warn(this.#facts(guildId, 0, { reason }), STALE);
			else
				this.logger.warn(
					{ guilds: guildIds.length, guildIds: guildIds.slice(0, MOST_IDS), reason },
					`The member lists of ${guildIds.length} guilds are stale`,
				);
		}
		this.#waiting.clear();
	}

	#facts(guildId: string, held: number, more: object): object {
		const guild = this.#client?.guilds.cache.get(guildId)?.name;
		return { guildId, ...(guild !== undefined && { guild }), ...more, ...(held > 0 && { changes: held }) };
	}
}

const STALE = 'The member list of a guild is stale';
const GOOD = {
	complete: 'The member list of a guild is true again',
	none: 'The stale member list of a guild is not held any more',
} as const;
