import { type APIInteraction, type APIUser, InteractionType } from 'discord-api-types/v10';
import { SeededRandom } from '../../random/index.js';
import { describeGuild, type GuildWorld, type World } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { SentInteraction } from './SentInteraction.js';

const CALLBACK_WITHIN = 3_000;
const TOKEN_VALID = 900_000;

/** A user's action that a bot is to hear of. */
export interface InteractionRequest {
	readonly botId: string;
	/** The first guild unless given. */
	readonly guildId?: string;
	/** The first channel unless given. */
	readonly channelId?: string;
	/** Who does it: the owner of the guild unless given. */
	readonly userId?: string;
	/** A command unless given. */
	readonly type?: InteractionType;
	/** As in the API, for example `{ id, name, type: 1, options: [] }`. */
	readonly data: Readonly<Record<string, unknown>>;
}

/** Lets users act on bots, and keeps what the bots answer. */
export class Interactions {
	readonly #byToken = new Map<string, SentInteraction>();
	readonly #random: SeededRandom;

	constructor(
		private readonly world: World,
		private readonly now: () => number,
		seed: number,
	) {
		this.#random = new SeededRandom(seed, 0x17e);
	}

	/** Sends INTERACTION_CREATE to the bot; its answers are found at what comes back. */
	send(request: InteractionRequest): SentInteraction {
		const guild = this.world.guild(request.guildId);
		const interaction = this.#build(guild, request);
		const sent = new SentInteraction(interaction, this.now());
		this.#byToken.set(interaction.token, sent);
		this.world.interact(guild.id, request.botId, interaction);
		return sent;
	}

	/** The interaction that a callback names: it has to come within three seconds. */
	forCallback(id: string, token: string): SentInteraction {
		const sent = this.#byToken.get(token);
		if (sent?.data.id !== id || this.now() - sent.createdAt > CALLBACK_WITHIN) throw apiErrors.unknownInteraction();
		return sent;
	}

	/** The interaction whose token works as a webhook's, which it does for fifteen minutes. */
	forWebhook(applicationId: string, token: string): SentInteraction {
		const sent = this.#byToken.get(token);
		if (sent?.data.application_id !== applicationId) throw apiErrors.unknownWebhook();
		if (this.now() - sent.createdAt > TOKEN_VALID) throw apiErrors.invalidWebhookToken();
		return sent;
	}

	#build(guild: GuildWorld, { botId, channelId, userId, type, data }: InteractionRequest): APIInteraction {
		const channel = channelId === undefined ? [...guild.channels.values()][0] : guild.channels.get(channelId);
		const { user, ...member } = this.#actor(guild, userId ?? guild.ownerId);
		return {
			id: this.world.nextId(),
			application_id: botId,
			type: type ?? InteractionType.ApplicationCommand,
			data,
			guild: { id: guild.id, locale: 'en-US', features: describeGuild(guild).features },
			guild_id: guild.id,
			channel,
			channel_id: channel?.id,
			member: { ...member, user, permissions: guild.permissionsOf(user.id).toString() },
			token: this.#random.letters(96),
			version: 1,
			app_permissions: guild.permissionsOf(botId).toString(),
			locale: 'en-US',
			guild_locale: 'en-US',
			entitlements: [],
			authorizing_integration_owners: { '0': guild.id },
			context: 0,
			attachment_size_limit: 10_485_760,
		} as unknown as APIInteraction;
	}

	#actor(guild: GuildWorld, userId: string): { user: APIUser } {
		const member = guild.member(userId);
		if (!member) throw new RangeError(`Guild ${guild.id} has no member ${userId} who could act`);
		return member;
	}
}
