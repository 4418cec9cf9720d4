import { DiscordAPIError, type Guild, PermissionFlagsBits } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import type { Environment } from '../../environment/index.js';
import { UserError } from '../../errors/index.js';
import { inject, injectable } from '../../injection/index.js';
import { DI_TOKENS } from '../../interfaces/tokens.js';
import { localiser } from '../../localisation/index.js';
import { GuildSettingsStore } from '../../settings/index.js';
import { holdersByService } from '../learning/index.js';
import type { ReportPeriod } from '../period/parsePeriod.js';
import { Reporter } from '../Reporter.js';
import { ReportShelf } from '../ReportShelf.js';
import { showReport } from '../showing/index.js';
import { scheduleTexts } from './scheduleTexts.js';

const NEEDED = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages | PermissionFlagsBits.AttachFiles;

/** Makes the message of a scheduled report, and sends it. */
@injectable()
export class ScheduledSend {
	constructor(
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(Reporter) private readonly reporter: Reporter,
		@inject(ReportShelf) private readonly shelf: ReportShelf,
	) {}

	/**
	 * Does everything up to the send itself; the returned function sends. Each report has one nonce, since discord.js
	 * repeats a request that Discord is slow to answer, and Discord posts one message per nonce.
	 *
	 * @throws UserError if there is no channel to send it to, or no such role
	 *
	 */
	async prepare(guild: Guild, roleId: string, period: ReportPeriod, signal: AbortSignal) {
		const channel = this.#channelOf(guild);
		if (roleId !== guild.id && !guild.roles.cache.has(roleId)) throw new UserError(scheduleTexts.noRole);
		const learn = () => holdersByService(this.members, guild, roleId, { signal }).catch(asPassing);
		const roleName = guild.roles.cache.get(roleId)?.name;
		const wanted = { guildId: guild.id, roleId, period, ...(roleName !== undefined && { roleName }) };
		const report = await this.reporter.report(wanted, learn);
		const message = await showReport(report, this.shelf.putShown(report), localiser(guild.preferredLocale));
		return async (nonce: string): Promise<void> => {
			await channel.send({ ...message, nonce, enforceNonce: true }).catch((error: unknown) => {
				throw error instanceof DiscordAPIError && error.status === 403 ? new UserError(scheduleTexts.noAccess) : error;
			});
		};
	}

	/** @throws UserError if none is set, or the bot may not write in it */
	#channelOf(guild: Guild) {
		const id = this.settings.get(guild.id).reportChannelId ?? this.environment.reportChannelId;
		const channel = id === undefined ? undefined : guild.channels.cache.get(id);
		if (!channel?.isSendable()) throw new UserError(scheduleTexts.noChannel);
		const me = guild.members.me;
		if (me && !channel.permissionsFor(me).has(NEEDED)) throw new UserError(scheduleTexts.noAccess);
		return channel;
	}
}

/** A failed list may work later, unlike a channel that is gone. */
function asPassing(error: unknown): never {
	if (error instanceof UserError) throw new Error('The members could not be fetched.', { cause: error });
	throw error;
}
