import type { APIChannel } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import * as z from '../../bundled/zod.js';
import { isRecord } from '../../json/index.js';
import { type AuditAction, type Chat, type GuildWorld, usablePermissions } from '../../world/index.js';
import type { RestContext } from '../context/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, convert, convertText } from '../forms/index.js';
import { Form, requireLength, requireSnowflake } from './Form.js';
import type { RequestBody } from './readBody.js';
import type { UploadedFile } from './readForm.js';

/** A channel and its messages. A channel of direct messages is in no guild. */
export interface Place {
	readonly channel: APIChannel;
	readonly chat: Chat;
	readonly guild?: GuildWorld;
}

/** One request as a route sees it: its bot, its data, and the checks that many routes share. */
export class RestCall {
	readonly form: Form;
	readonly #json: unknown;

	constructor(
		readonly context: RestContext,
		private readonly account: BotAccount | undefined,
		private readonly params: Readonly<Record<string, string | undefined>>,
		query: URLSearchParams,
		private readonly body: RequestBody,
		types?: z.ZodType,
		/** The host by which the client called the emulator. */
		readonly host = '',
		/** The header with the reason for what the bot does. */
		private readonly auditReason?: string | undefined,
	) {
		this.form = new Form(query);
		this.#json = readFields(body, types);
	}

	/** The bot that asks, with its user as it is now. */
	get bot(): BotAccount {
		if (!this.account) throw apiErrors.unauthorized();
		const user = this.context.world.user(this.account.id) ?? this.account.user;
		return { ...this.account, user };
	}

	/** The JSON object of the body; empty if there is none. */
	get json(): Readonly<Record<string, unknown>> {
		if (this.#json === undefined) return {};
		if (!isRecord(this.#json)) throw apiErrors.invalidForm(notAnObject);
		return this.#json;
	}

	/** The JSON array of the body. */
	get jsonList(): readonly Record<string, unknown>[] {
		checkForm(objects, this.#json);
		return this.#json as Record<string, unknown>[];
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

	/** The guild of the path. Refuses with 10004 if it does not exist, and with 50001 if the bot is not in it. */
	guild(): GuildWorld {
		const guild = this.context.world.guilds.get(this.id('guildId'));
		if (!guild) throw apiErrors.unknownGuild();
		if (!guild.hasBot(this.bot.id)) throw apiErrors.missingAccess();
		return guild;
	}

	/** The application of the path. It must be the bot's own. */
	application(): string {
		const { applicationId } = this.bot;
		if (this.id('applicationId') !== applicationId) throw apiErrors.notYourApplication();
		return applicationId;
	}

	/** The channel of the path. The bot must see it. */
	channel(): Place {
		const id = this.id('channelId');
		const { guilds, directMessages } = this.context.world;
		for (const guild of guilds.values()) {
			const channel = guild.channels.get(id) ?? guild.threads.all.get(id);
			if (!channel) continue;
			if (!guild.hasBot(this.bot.id) || !guild.sees(this.bot.id, id)) throw apiErrors.missingAccess();
			return { guild, channel, chat: guild.chat };
		}
		const channel = directMessages.channelOf(this.bot.id, id);
		if (channel) return { channel, chat: directMessages.chat };
		throw apiErrors.unknownChannel();
	}

	/** The reason of the bot, for the audit log. Clients encode it, since a header has no other letters. */
	get reason(): string | undefined {
		if (this.auditReason === undefined) return undefined;
		return requireLength(['reason'], decoded(this.auditReason), 0, 512);
	}

	/** Notes in the audit log of the guild what the bot has done. */
	audit(guild: GuildWorld, action: Omit<AuditAction, 'userId' | 'reason'>): void {
		guild.auditLog.add({ ...action, userId: this.bot.id, reason: this.reason });
	}

	/** Refuses with 50013 unless the bot has the permission in the guild. */
	requirePermission(guild: GuildWorld, permission: bigint): void {
		if ((guild.permissionsOf(this.bot.id) & permission) !== permission) throw apiErrors.missingPermissions();
	}

	/** Refuses with 50013 unless the bot can use the permission in the channel. In direct messages there are none. */
	requirePermissionIn({ guild, channel }: Place, permission: bigint): void {
		if (!guild || !this.canIn({ guild, channel }, permission)) throw apiErrors.missingPermissions();
	}

	/** Whether the bot can use the permission in the channel of a guild. */
	canIn({ guild, channel }: Pick<Required<Place>, 'guild' | 'channel'>, permission: bigint): boolean {
		const permissions = usablePermissions(guild.permissionsOf(this.bot.id, channel.id), channel);
		return (permissions & permission) === permission;
	}

	/** Refuses with 50013 unless the position is below the bot's topmost role. */
	requireAbove(guild: GuildWorld, position: number): void {
		if (guild.topPosition(this.bot.id) <= position) throw apiErrors.missingPermissions();
	}
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const objects = z.array(z.looseObject({}));

/** The fields of a body: its JSON, and those of a form with the types that the route gives them. */
function readFields({ json, fields }: RequestBody, types: z.ZodType | undefined): unknown {
	const converted = types ? convert(types, json) : json;
	if (Object.keys(fields).length === 0 || (json !== undefined && !isRecord(converted))) return converted;
	return { ...convertText(types, fields), ...(converted as object | undefined) };
}

const notAnObject = { path: [], code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
