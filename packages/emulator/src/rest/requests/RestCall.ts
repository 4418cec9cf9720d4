import type { APIChannel } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import type { Chat, GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { RestContext } from '../RestContext.js';
import { Form, requireSnowflake } from './Form.js';
import type { RequestBody, UploadedFile } from './readBody.js';

/** A channel and what is written there; one of direct messages is in no guild. */
export interface Place {
	readonly channel: APIChannel;
	readonly chat: Chat;
	readonly guild?: GuildWorld;
}

/** One request as a route sees it: who asks, what for, and the checks that many routes share. */
export class RestCall {
	readonly form: Form;

	constructor(
		readonly context: RestContext,
		private readonly account: BotAccount | undefined,
		private readonly params: Readonly<Record<string, string | undefined>>,
		query: URLSearchParams,
		private readonly body: RequestBody,
	) {
		this.form = new Form(query);
	}

	/** The bot that asks. */
	get bot(): BotAccount {
		if (!this.account) throw apiErrors.unauthorized();
		return this.account;
	}

	/** The JSON object of the body; empty when there is none. */
	get json(): Readonly<Record<string, unknown>> {
		const { json } = this.body;
		if (json === undefined) return {};
		if (typeof json !== 'object' || json === null || Array.isArray(json)) throw apiErrors.invalidForm(notAnObject);
		return json as Record<string, unknown>;
	}

	/** The JSON array of the body. */
	get jsonList(): readonly Record<string, unknown>[] {
		if (!Array.isArray(this.body.json))
			throw apiErrors.invalidForm({ ...notAnObject, message: 'Only iterables may be used in a ListType' });
		return this.body.json as Record<string, unknown>[];
	}

	get files(): readonly UploadedFile[] {
		return this.body.files;
	}

	param(name: string): string {
		return this.params[name] ?? '';
	}

	/** A path parameter that must be a snowflake. */
	id(name: string): string {
		return requireSnowflake(name.replace(/Id$/, '_id'), this.param(name));
	}

	/** The guild of the path, if the bot is in it: 10004 for one that does not exist, 50001 for a foreign one. */
	guild(): GuildWorld {
		const guild = this.context.world.guilds.get(this.id('guildId'));
		if (!guild) throw apiErrors.unknownGuild();
		if (!guild.hasBot(this.bot.id)) throw apiErrors.missingAccess();
		return guild;
	}

	/** The application of the path, if it is the bot's own. */
	application(): string {
		const { applicationId } = this.bot;
		if (this.id('applicationId') !== applicationId) throw apiErrors.notYourApplication();
		return applicationId;
	}

	/** The channel of the path, if the bot can see it. */
	channel(): Place {
		const id = this.id('channelId');
		const { guilds, directMessages } = this.context.world;
		for (const guild of guilds.values()) {
			const channel = guild.channels.get(id);
			if (channel && !guild.hasBot(this.bot.id)) throw apiErrors.missingAccess();
			if (channel) return { guild, channel, chat: guild.chat };
		}
		const channel = directMessages.channelOf(this.bot.id, id);
		if (channel) return { channel, chat: directMessages.chat };
		throw apiErrors.unknownChannel();
	}

	/** Refuses with 50013 unless the bot has the permission in the guild. */
	requirePermission(guild: GuildWorld, permission: bigint): void {
		if ((guild.permissionsOf(this.bot.id) & permission) !== permission) throw apiErrors.missingPermissions();
	}

	/** Refuses with 50013 what is not below the bot's topmost role. */
	requireAbove(guild: GuildWorld, position: number): void {
		if (guild.topPosition(this.bot.id) <= position) throw apiErrors.missingPermissions();
	}
}

const notAnObject = { path: [], code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
