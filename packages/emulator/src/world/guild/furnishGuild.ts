import { AuditLog } from '../audit/index.js';
import { GuildBans } from '../bans/index.js';
import type { GuildEvent } from '../changes/index.js';
import { Chat, GuildChannels } from '../channels/index.js';
import { GuildInvites } from '../invites/index.js';
import { Permissions } from '../permissions/index.js';
import { GuildRoles } from '../roles/index.js';
import { GuildThreads } from '../threads/index.js';
import { VoiceStates } from '../voice/index.js';
import { GuildWebhooks } from '../webhooks/index.js';
import { CommandPermissions } from './CommandPermissions.js';
import type { GuildSetup } from './GuildSetup.js';
import type { GuildSurroundings } from './GuildSurroundings.js';
import { Membership } from './Membership.js';
import { mentionRights } from './mentionRights.js';
import { Presences } from './Presences.js';

const USUALLY_ONLINE = 0.25;

/** The guild whose parts are made. */
interface Unfurnished {
	readonly id: string;
	readonly setup: GuildSetup;
	/** The share of members who are online. */
	readonly online: number | undefined;
	isBot(userId: string): boolean;
	emit(event: GuildEvent): void;
}

/** The parts of a guild. */
export type Furniture = ReturnType<typeof furnishGuild>;

/** Makes the parts of a guild, each of which knows only what it needs of the others. */
export function furnishGuild({ id: guildId, setup, online, isBot, emit }: Unfurnished, around: GuildSurroundings) {
	const { nextId, strangerId, findUser, clock } = around;
	const { members } = setup;
	const shared = { guildId, nextId, emit };
	const now = () => clock.now();
	const member = (id: string) => members.list.member(id);
	const user = (id: string) => members.user(id) ?? findUser(id);

	const roles = new GuildRoles(setup.roles, { ...shared, takeFromAll: (id) => members.removeRole(id) });
	const channels = new GuildChannels(setup.channels, { ...shared, empty: (id) => empty(id) });
	const membership: Membership = new Membership(members, {
		...{ ...shared, roles, voice: () => voice, isBot, strangerId, findUser, now },
		isBanned: (id) => bans.all.has(id),
	});
	const bans = new GuildBans({ emit, user, has: (id) => members.list.has(id), leave: (id) => membership.leave(id) });
	const voice = new VoiceStates(
		{ ...shared, channels: channels.all, member: (id) => membership.require(id) },
		setup.inVoice,
	);
	const threads = new GuildThreads({ ...shared, now, member, forget: (id) => chat.forget(id) });
	const permissions = new Permissions({
		...{ guildId, channels: channels.all, voiceStates: voice.all, ownerId: () => setup.ownerId },
		...{ member, now, roles: (ids) => roles.some(ids) },
		...{ thread: (id) => threads.all.get(id), isInThread: (id, userId) => threads.isIn(id, userId) },
	});
	const rights = { roles: roles.all, permissionsOf: (id: string) => permissions.of(id) };
	const chat: Chat = new Chat({
		...{ nextId, emit, now, user, member },
		hasChannel: (id) => channels.all.has(id) || threads.all.has(id),
		noteMessage: ({ id, channel_id, author }) => threads.noteMessage(channel_id, id, author.id),
		mentions: (authorId) => mentionRights(rights, authorId, findUser),
	});
	const [webhooks, invites] = [new GuildWebhooks(shared), new GuildInvites({ ...shared, now, user })];
	const empty = (id: string) => {
		voice.empty(id);
		threads.forgetParent(id);
		invites.forgetChannel(id);
		webhooks.forgetChannel(id);
		chat.forget(id);
	};
	return {
		...{ roles, channels, membership, bans, voice, threads, permissions, chat, webhooks, invites },
		auditLog: new AuditLog(shared),
		presences: new Presences(guildId, online ?? USUALLY_ONLINE, emit),
		commandPermissions: new CommandPermissions(shared),
	};
}
