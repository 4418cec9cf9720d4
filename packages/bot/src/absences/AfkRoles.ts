import { DiscordAPIError, type Guild, RESTJSONErrorCodes } from 'discord.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { AbsenceStore } from './AbsenceStore.js';
import { OrphanRoles } from './OrphanRoles.js';
import type { StoredAbsence } from './StoredAbsence.js';

/**
 * The outcome for the AFK role: as it should be; no role is set; the role or the member is gone; the bot lacks
 * permission; or Discord failed.
 */
export type RoleOutcome = 'done' | 'unset' | 'noRole' | 'noMember' | 'forbidden' | 'failed';

const OUTCOMES: Readonly<Record<number | string, RoleOutcome>> = {
	[RESTJSONErrorCodes.UnknownRole]: 'noRole',
	[RESTJSONErrorCodes.UnknownMember]: 'noMember',
	[RESTJSONErrorCodes.UnknownUser]: 'noMember',
	[RESTJSONErrorCodes.MissingPermissions]: 'forbidden',
	[RESTJSONErrorCodes.MissingAccess]: 'forbidden',
};
// Nothing is left to take.
const TAKEN: ReadonlySet<RoleOutcome> = new Set(['done', 'noRole', 'noMember']);
const REASON = 'Absence set by /jamsu';

/** Gives the AFK role to members that are away, and takes it from the others it was given to. */
@injectable()
export class AfkRoles {
	readonly #last = new Map<string, Promise<unknown>>();

	constructor(
		@inject(AbsenceStore) private readonly absences: AbsenceStore,
		@inject(OrphanRoles) private readonly orphans: OrphanRoles,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	/**
	 * Sets the role of a user to what the absences say right now, one call after the other for each user. Never rejects.
	 */
	settle(guild: Guild, userId: string): Promise<RoleOutcome> {
		const key = `${guild.id} ${userId}`;
		const work = (this.#last.get(key) ?? Promise.resolve()).then(() => this.#try(guild, userId));
		this.#last.set(key, work);
		return work.finally(() => {
			if (this.#last.get(key) === work) this.#last.delete(key);
		});
	}

	/** Resolves when no work is running. */
	async idle(): Promise<void> {
		while (this.#last.size > 0) await Promise.all(this.#last.values());
	}

	async #try(guild: Guild, userId: string): Promise<RoleOutcome> {
		try {
			return await this.#settle(guild, userId);
		} catch (error) {
			// For example, the database was closed while Discord was slow: the next start looks again.
			this.logger.error({ err: error, guildId: guild.id }, 'The AFK role could not be set');
			return 'failed';
		}
	}

	async #settle(guild: Guild, userId: string): Promise<RoleOutcome> {
		const current = this.absences.current(guild.id, userId);
		const wanted = current ? this.settings.get(guild.id).afkRoleId : null;
		const taken = await this.#takeOthers(guild, userId, wanted);
		if (!current) return taken;
		if (wanted === null) return 'unset';
		// Noted first: if Discord is slow and the data is erased or the bot ends meanwhile, the member must not keep the
		// role.
		this.absences.setRole(current.id, wanted);
		const given = await this.#change('addRole', guild, userId, wanted);
		if (given !== 'done') this.absences.setRole(current.id, null);
		return given;
	}

	/** Takes every role that was given, except the wanted one, which the running absence takes over. */
	async #takeOthers(guild: Guild, userId: string, wanted: string | null): Promise<RoleOutcome> {
		const rows = this.absences.withRole(guild.id, userId);
		let worst: RoleOutcome = 'done';
		const orphans = this.orphans.of(guild.id, userId);
		for (const roleId of new Set([...orphans, ...rows.map(({ roleId }) => roleId as string)])) {
			const outcome = roleId === wanted ? 'done' : await this.#change('removeRole', guild, userId, roleId);
			if (!TAKEN.has(outcome)) worst = outcome;
			else this.#forget(guild.id, userId, roleId, rows);
		}
		return worst;
	}

	#forget(guildId: string, userId: string, roleId: string, rows: readonly StoredAbsence[]): void {
		for (const row of rows) if (row.roleId === roleId) this.absences.setRole(row.id, null);
		this.orphans.remove(guildId, userId, roleId);
	}

	async #change(change: 'addRole' | 'removeRole', guild: Guild, user: string, role: string): Promise<RoleOutcome> {
		try {
			await guild.members[change]({ user, role, reason: REASON });
			return 'done';
		} catch (error) {
			const outcome = (error instanceof DiscordAPIError && OUTCOMES[error.code]) || 'failed';
			this.logger.warn({ err: error, guildId: guild.id, roleId: role, outcome }, `The AFK role: ${change} failed`);
			return outcome;
		}
	}
}
