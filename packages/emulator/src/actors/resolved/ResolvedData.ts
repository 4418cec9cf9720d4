import type { APIChannel, APIMessage } from 'discord-api-types/v10';
import type { GuildWorld, MessageFile, World } from '../../world/index.js';
import { ActorError } from '../errors/index.js';

type Entries = Record<string, object>;

/** The users, roles and channels that an interaction names, as Discord sends them along with the ids. */
export class ResolvedData {
	readonly #parts: Record<string, Entries> = {};

	constructor(
		private readonly world: World,
		private readonly guild: GuildWorld,
	) {}

	/** The data for `resolved`; `undefined` if nothing was named. */
	get data(): Readonly<Record<string, Entries>> | undefined {
		return Object.keys(this.#parts).length === 0 ? undefined : this.#parts;
	}

	/** Any user that Discord knows. If they are a member of the guild, the member is added, too. */
	user(id: string): void {
		const user = this.world.user(id);
		if (!user) throw new ActorError(`No user has the id ${id}.`);
		this.#add('users', id, user);
		const found = this.guild.member(id);
		if (!found) return;
		const { user: _, deaf: __, mute: ___, ...member } = found;
		this.#add('members', id, { ...member, permissions: this.guild.permissionsOf(id).toString() });
	}

	role(id: string): void {
		const role = this.guild.roles.get(id);
		if (!role) throw new ActorError(`The guild ${this.guild.id} has no role ${id}.`);
		this.#add('roles', id, role);
	}

	/** A channel. If there are types, it must have one of them. */
	channel(id: string, types: readonly number[] = [], userId?: string): void {
		const channel = this.guild.channels.get(id);
		if (!channel) throw new ActorError(`The guild ${this.guild.id} has no channel ${id}.`);
		if (types.length > 0 && !types.includes(channel.type))
			throw new ActorError(`The channel ${id} has the type ${channel.type}; only ${types.join(', ')} can be picked.`);
		const permissions = this.guild.permissionsOf(userId ?? '', id).toString();
		this.#add('channels', id, { ...shortChannel(channel), permissions });
	}

	/** A user or a role. */
	mentionable(id: string): void {
		if (this.guild.roles.has(id)) this.role(id);
		else this.user(id);
	}

	/** A file that is sent along. Returns its new id. */
	attachment(file: MessageFile): string {
		const attachment = this.world.attachments.add(file);
		this.#add('attachments', attachment.id, { ...attachment, ephemeral: true });
		return attachment.id;
	}

	message(message: APIMessage): void {
		this.#add('messages', message.id, message);
	}

	#add(part: string, id: string, value: object): void {
		this.#parts[part] = { ...this.#parts[part], [id]: structuredClone(value) };
	}
}

function shortChannel(channel: APIChannel): object {
	const { id, name, type } = channel;
	const { parent_id, guild_id, flags, nsfw, position, topic, last_message_id, rate_limit_per_user } =
		channel as unknown as Record<string, unknown>;
	return { id, name, type, parent_id, guild_id, flags, nsfw, position, topic, last_message_id, rate_limit_per_user };
}
