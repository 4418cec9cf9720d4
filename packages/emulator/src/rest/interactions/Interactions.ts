import {
	type APIInteraction,
	type APIMessage,
	type APIUser,
	InteractionContextType,
	InteractionType,
	PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Clock } from '../../clock/index.js';
import { type KeysOf, requireKnownKeys } from '../../options/index.js';
import { SeededRandom } from '../../random/index.js';
import { describeGuild, type GuildWorld, type World } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { InteractionEndpoints } from './InteractionEndpoints.js';
import { InteractionMessages } from './InteractionMessages.js';
import { CALLBACK_WITHIN, SentInteraction } from './SentInteraction.js';

const TOKEN_VALID = 900_000;
const FORGET_AFTER = 3_600_000;
/** The permissions of a bot in direct messages. */
const DIRECT_PERMISSIONS = (
	PermissionFlagsBits.ViewChannel |
	PermissionFlagsBits.SendMessages |
	PermissionFlagsBits.EmbedLinks |
	PermissionFlagsBits.AttachFiles |
	PermissionFlagsBits.ReadMessageHistory
).toString();
/** If there are more, or more bytes of files, the oldest are forgotten. */
const KEPT = { interactions: 10_000, fileBytes: 256 * 1024 * 1024 };

/** A user's action that a bot hears of. */
export interface InteractionRequest {
	readonly botId: string;
	/** The first guild by default. */
	readonly guildId?: string;
	/** Whether it happens in direct messages with the bot. Any user can act there, even one who left all guilds. */
	readonly isDirect?: boolean;
	/** The first channel by default. */
	readonly channelId?: string;
	/** The user who acts; the owner of the guild by default. */
	readonly userId?: string;
	/** A command by default. */
	readonly type?: InteractionType;
	/** The language of the user's client. @defaultValue `'en-US'` */
	readonly locale?: string;
	/** The message that a component is on. */
	readonly message?: APIMessage;
	/** For a form that is submitted: the interaction that opened the form. By default, the user's last one. */
	readonly openedBy?: SentInteraction | undefined;
	/** As in the API, for example `{ id, name, type: 1, options: [] }`. */
	readonly data: Readonly<Record<string, unknown>>;
}

const requestKeys: KeysOf<InteractionRequest> = {
	...{ botId: true, guildId: true, channelId: true, userId: true, type: true, locale: true, message: true },
	...{ openedBy: true, data: true, isDirect: true },
};

/** Lets users act on bots, and keeps the answers of the bots. */
export class Interactions {
	/** @internal The messages of the bots' answers. */
	readonly messages: InteractionMessages;
	readonly #byToken = new Map<string, SentInteraction>();
	readonly #random: SeededRandom;
	#fileBytes = 0;

	constructor(
		private readonly world: World,
		private readonly clock: Clock,
		seed: number,
		private readonly most: typeof KEPT = KEPT,
		/** @internal Where applications take interactions over HTTP. */
		readonly endpoints?: InteractionEndpoints,
	) {
		this.messages = new InteractionMessages(world);
		this.#random = new SeededRandom(seed, 0x17e);
	}

	/** Sends INTERACTION_CREATE to the bot, or posts it to the bot's endpoint. The returned object collects the bot's answers. */
	send(request: InteractionRequest): SentInteraction {
		requireKnownKeys('interactions.send', request, requestKeys);
		this.#forgetOld();
		const guild = this.world.guild(request.guildId);
		const interaction = request.isDirect ? this.#buildDirect(guild, request) : this.#build(guild, request);
		const sent = new SentInteraction(interaction, this.#openerOf(interaction, request), {
			clock: this.clock,
			message: ({ channel }, id) => this.messages.get(guild.id, channel?.id ?? '', id),
			onFiles: (bytes) => this.#countFiles(sent, bytes),
		});
		this.#byToken.set(interaction.token, sent);
		const { endpoints } = this;
		const isPosted = endpoints?.of(request.botId) !== undefined;
		this.world.interact(guild.id, request.botId, interaction, isPosted ? 'http' : 'gateway');
		if (isPosted) void endpoints?.deliver(sent);
		return sent;
	}

	/**
	 * Lets the application of a bot take interactions over HTTP, as `PATCH /applications/@me` does. A reset keeps it, as it keeps
	 * commands.
	 *
	 * @param url - On loopback, or at one of `hostNames`. `null` gives interactions back to the gateway.
	 * @throws RangeError if the endpoint does not check signatures: of two PINGs, it has to take only the one that is signed
	 */
	async setEndpoint(botId: string, url: string | null): Promise<void> {
		await this.endpoints?.set(botId, url);
	}

	/** The interaction of a callback, which must come within three seconds. */
	forCallback(id: string, token: string): SentInteraction {
		const sent = this.#byToken.get(token);
		if (sent?.data.id !== id || this.clock.now() - sent.createdAt > CALLBACK_WITHIN)
			throw apiErrors.unknownInteraction();
		return sent;
	}

	/** The interaction of a webhook's token, which is valid for fifteen minutes. */
	forWebhook(applicationId: string, token: string): SentInteraction {
		const sent = this.#byToken.get(token);
		if (sent?.data.application_id !== applicationId) throw apiErrors.unknownWebhook();
		if (this.clock.now() - sent.createdAt > TOKEN_VALID) throw apiErrors.invalidWebhookToken();
		return sent;
	}

	/** The interaction with this token, even if it takes no more answers. */
	byToken(token: string): SentInteraction | undefined {
		return this.#byToken.get(token);
	}

	/** Ends all waits for answers with an error. */
	close(why = 'The emulator stopped before the bot answered.'): void {
		for (const sent of this.#byToken.values()) sent.close(why);
		this.endpoints?.close();
	}

	/** @internal Ends all waits, and takes no answer any more to what was sent. */
	forgetAll(): void {
		this.close('The emulator was reset before the bot answered.');
		this.#byToken.clear();
		this.#fileBytes = 0;
		this.messages.clear();
	}

	#forgetOld(): void {
		const oldest = this.clock.now() - FORGET_AFTER;
		for (const [token, sent] of this.#byToken) {
			const isTooMuch = this.#byToken.size >= this.most.interactions || this.#fileBytes > this.most.fileBytes;
			if (sent.createdAt >= oldest && !isTooMuch) return;
			this.#byToken.delete(token);
			this.#fileBytes -= sent.fileBytes;
		}
	}

	/** A forgotten interaction no longer counts, even if a caller still holds it. */
	#countFiles(sent: SentInteraction, bytes: number): void {
		if (this.#byToken.has(sent.data.token)) this.#fileBytes += bytes;
	}

	/** The interaction that opened a form. A user submits the form that was opened last. */
	#openerOf(
		{ type, member }: APIInteraction,
		{ openedBy, data, botId }: InteractionRequest,
	): SentInteraction | undefined {
		if (type !== InteractionType.ModalSubmit) return undefined;
		const opens = (sent: SentInteraction) =>
			sent.opened?.custom_id === data.custom_id &&
			sent.data.application_id === botId &&
			sent.data.member?.user.id === member?.user.id;
		return openedBy ?? [...this.#byToken.values()].findLast(opens);
	}

	#build(guild: GuildWorld, request: InteractionRequest): APIInteraction {
		const { botId, channelId, userId } = request;
		const channel = channelId === undefined ? [...guild.channels.values()][0] : guild.channels.get(channelId);
		const { user, ...member } = this.#actor(guild, userId ?? guild.ownerId);
		const { features, preferred_locale } = describeGuild(guild);
		return {
			...this.#buildCommon(request),
			guild: { id: guild.id, locale: preferred_locale, features },
			guild_id: guild.id,
			channel,
			channel_id: channel?.id,
			member: { ...member, user, permissions: guild.permissionsOf(user.id, channel?.id).toString() },
			app_permissions: guild.permissionsOf(botId, channel?.id).toString(),
			guild_locale: preferred_locale,
			authorizing_integration_owners: { '0': guild.id },
			context: InteractionContextType.Guild,
		} as unknown as APIInteraction;
	}

	/** An interaction without a guild, with the user instead of the member. */
	#buildDirect(guild: GuildWorld, request: InteractionRequest): APIInteraction {
		const { botId, userId = guild.ownerId } = request;
		const user = this.world.user(userId);
		if (!user) throw new RangeError(`There is no user ${userId} who can act`);
		const channel = this.world.directMessages.open(botId, user);
		return {
			...this.#buildCommon(request),
			user,
			channel,
			channel_id: channel.id,
			app_permissions: DIRECT_PERMISSIONS,
			// This stands for a command of a guild, used in a direct message with its bot.
			authorizing_integration_owners: { '0': '0' },
			context: InteractionContextType.BotDM,
		} as unknown as APIInteraction;
	}

	#buildCommon({ botId, type, data, locale, message }: InteractionRequest) {
		return {
			id: this.world.nextId(),
			application_id: botId,
			type: type ?? InteractionType.ApplicationCommand,
			data,
			...(message && { message }),
			token: this.#random.letters(96),
			version: 1,
			locale: locale ?? 'en-US',
			entitlements: [],
			attachment_size_limit: 10_485_760,
		};
	}

	#actor(guild: GuildWorld, userId: string): { user: APIUser } {
		const member = guild.member(userId);
		if (!member) throw new RangeError(`Guild ${guild.id} has no member ${userId} who can act`);
		return member;
	}
}
