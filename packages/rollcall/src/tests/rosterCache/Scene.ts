import { ChannelType } from 'discord.js';
import type { TwoBots, World } from './TwoBots.js';

/** What raw dispatches have made, for later ones to name. */
export interface Props {
	readonly messages: { readonly id: string; readonly channelId: string; readonly guildId: string }[];
	readonly threads: { readonly id: string; readonly guildId: string }[];
	readonly events: { readonly id: string; readonly guildId: string }[];
	readonly gone: string[];
}

/** Most of what happens is about a few members, so that it happens to those whom the bots hold. */
const FEW = 5;

/** What one step of a script finds: the guild that it picks, and two numbers that pick everything else. */
export class Scene {
	readonly world: World;

	constructor(
		readonly bots: TwoBots,
		readonly props: Props,
		readonly pick: number,
		readonly more: number,
	) {
		// The second guild takes part in a third of the steps.
		this.world = bots.worlds[pick % 3 === 0 ? 1 : 0] as World;
	}

	/** A member, often the same as before, who is neither the bot nor the owner. */
	get userId(): string {
		return this.nth(this.pick);
	}

	/** Another one, or the same. */
	get otherId(): string {
		return this.nth(this.more);
	}

	readonly nth = (index: number): string => {
		const ids = this.world.ids(0, this.world.size).filter((id) => id !== this.bots.botId && id !== this.world.ownerId);
		return ids[index % (index % 4 === 0 ? ids.length : FEW)] as string;
	};

	get roleId(): string | undefined {
		return this.one([...this.world.roles.values()].filter(({ id, managed }) => id !== this.world.id && !managed))?.id;
	}

	get textId(): string {
		return this.#channelId(ChannelType.GuildText);
	}

	get voiceId(): string {
		return this.#channelId(ChannelType.GuildVoice);
	}

	/** One of these, by the second number. */
	readonly one = <Item>(items: readonly Item[]): Item | undefined =>
		items.length === 0 ? undefined : items[this.more % items.length];

	/** The last one of these that is of the guild. */
	readonly last = <Item extends { readonly guildId: string }>(items: readonly Item[]): Item | undefined =>
		items.findLast(({ guildId }) => guildId === this.world.id);

	/** Sends what the world does not have. */
	readonly tell = (event: string, data: object): void => {
		if (this.world.available && this.world.hasBot(this.bots.botId)) this.bots.emulator.dispatch(event, data);
	};

	/** The member as events carry them, with or without the user. */
	readonly raw = (userId: string, isWithUser = true): object => {
		const { user, ...member } = this.world.member(userId) ?? { user: undefined };
		return isWithUser ? { user, ...member } : member;
	};

	#channelId(type: ChannelType): string {
		return this.one([...this.world.channels.values()].filter((channel) => channel.type === type))?.id as string;
	}
}
