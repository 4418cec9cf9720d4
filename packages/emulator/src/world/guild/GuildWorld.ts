import type {
	APIApplicationCommandPermission,
	APIChannel,
	APIGuild,
	APIGuildApplicationCommandPermissions,
	APIGuildMember,
	APIOverwrite,
	APIRole,
	APIUser,
	APIVoiceState,
} from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { type GuildOptions, requireKnownKeys } from '../../options/index.js';
import { AuditLog } from '../audit/index.js';
import { GuildBans } from '../bans/index.js';
import type { GuildEvent } from '../changes/index.js';
import { type ChannelPatch, Chat, GuildChannels } from '../channels/index.js';
import { GuildInvites } from '../invites/index.js';
import type { GuildSnapshot, MemberPatch } from '../members/index.js';
import { Permissions } from '../permissions/index.js';
import { GuildRoles } from '../roles/index.js';
import { saveMap } from '../saved/index.js';
import { GuildThreads } from '../threads/index.js';
import { VoiceStates } from '../voice/index.js';
import { GuildWebhooks } from '../webhooks/index.js';
import { describeGuild } from './describeGuild.js';
import { type GuildSettings, settingKeys } from './GuildSettings.js';
import { type GuildSetup, setUpGuild } from './GuildSetup.js';
import type { GuildSurroundings } from './GuildSurroundings.js';
import { inactiveMembers } from './inactiveMembers.js';
import { Membership } from './Membership.js';
import { mentionRights } from './mentionRights.js';
import { Presences } from './Presences.js';

/** Options for deleting a role. */
interface DeleteRoleOptions {
	readonly fromMembers?: boolean;
}

/**
 * One guild: the truth about it. REST shows it at once, and the gateway a little later. Every change goes through its
 * methods, and reaches the listeners of the world.
 */
export class GuildWorld {
	readonly id: string;
	readonly ownerId: string;
	/** When it was made, in epoch milliseconds. */
	readonly createdAt: number;
	readonly #setup: GuildSetup;
	readonly #around: GuildSurroundings;
	readonly #botIds: Set<string>;
	/** The users who cannot join. */
	readonly bans: GuildBans;
	/** The threads of its channels. */
	readonly threads: GuildThreads;
	readonly invites: GuildInvites;
	readonly webhooks: GuildWebhooks;
	/** Who did what. */
	readonly auditLog: AuditLog;
	/** The presences of members who are online. */
	readonly presences: Presences;
	/** The messages in its channels. */
	readonly chat: Chat;
	/** The members in voice channels. */
	readonly voice: VoiceStates;
	readonly #roles: GuildRoles;
	readonly #channels: GuildChannels;
	readonly #membership: Membership;
	readonly #permissions: Permissions;
	#settings: GuildSettings;
	readonly #commandPermissions = new Map<string, APIGuildApplicationCommandPermissions>();
	#details: Partial<APIGuild> = {};
	#version = 0;
	#available = true;

	/** @internal {@link World} makes it. */
	constructor(options: GuildOptions & { id: string }, index: number, seed: number, around: GuildSurroundings) {
		this.#around = around;
		this.id = options.id;
		const setup = setUpGuild(options, index, seed, around.bots);
		this.#setup = setup;
		this.#settings = setup.settings;
		this.ownerId = setup.ownerId;
		this.createdAt = setup.createdAt;
		this.#botIds = new Set(around.bots.map((bot) => bot.id));
		const { nextId } = around;
		const emit = (event: GuildEvent) => this.#emit(event);
		const shared = { guildId: this.id, nextId, emit };
		this.#roles = new GuildRoles(setup.roles, { ...shared, takeFromAll: (id) => setup.members.removeRole(id) });
		this.#channels = new GuildChannels(setup.channels, { ...shared, empty: (id) => this.#emptyChannel(id) });
		this.#membership = new Membership(setup.members, {
			...{ ...shared, roles: this.#roles, voice: () => this.voice, isBot: (id) => this.#botIds.has(id) },
			...{ strangerId: around.strangerId, findUser: around.findUser, now: () => around.clock.now() },
			isBanned: (id) => this.bans.all.has(id),
		});
		this.auditLog = new AuditLog(shared);
		this.webhooks = new GuildWebhooks(shared);
		this.invites = new GuildInvites({
			...{ ...shared, now: () => around.clock.now(), user: (id) => this.user(id) ?? around.findUser(id) },
		});
		this.threads = new GuildThreads({
			...{ ...shared, now: () => around.clock.now(), member: (id) => this.member(id) },
			forget: (id) => this.chat.forget(id),
		});
		this.bans = new GuildBans({
			...{ emit, has: (id) => this.has(id), leave: (id) => this.leave(id) },
			user: (id) => this.user(id) ?? around.findUser(id),
		});
		const { channels } = this;
		this.voice = new VoiceStates({ ...shared, channels, member: (id) => this.#membership.require(id) }, setup.inVoice);
		this.#permissions = new Permissions({
			...{ guildId: this.id, channels, voiceStates: this.voice.all, ownerId: () => this.ownerId },
			...{ member: (id) => this.member(id), roles: (ids) => this.#roles.some(ids) },
			...{ thread: (id) => this.threads.all.get(id), isInThread: (id, userId) => this.threads.isIn(id, userId) },
			now: () => around.clock.now(),
		});
		this.chat = new Chat({
			...{ nextId, emit, now: () => around.clock.now() },
			hasChannel: (id) => channels.has(id) || this.threads.all.has(id),
			noteMessage: ({ id, channel_id, author }) => this.threads.noteMessage(channel_id, id, author.id),
			member: (id) => this.member(id),
			mentions: (authorId) => mentionRights(this, authorId, around.findUser),
		});
		this.presences = new Presences(this.id, options.online ?? 0.25, emit);
	}

	/** The name of the guild. */
	get name(): string {
		return this.#settings.name;
	}

	/** The settings of the admins: name, language, AFK channel. */
	get settings(): GuildSettings {
		return this.#settings;
	}

	/** How many members there are. */
	get size(): number {
		return this.#setup.members.list.size;
	}

	/** Grows by one with every change. */
	get version(): number {
		return this.#version;
	}

	/** False during an outage. */
	get available(): boolean {
		return this.#available;
	}

	/** All roles by id, with `@everyone`, whose id is the guild's. */
	get roles(): ReadonlyMap<string, APIRole> {
		return this.#roles.all;
	}

	/** Its channels by id. */
	get channels(): ReadonlyMap<string, APIChannel> {
		return this.#channels.all;
	}

	/** The states of members in voice channels, by user id. */
	get voiceStates(): ReadonlyMap<string, APIVoiceState> {
		return this.voice.all;
	}

	/** Whether this bot is in the guild. */
	hasBot(botId: string): boolean {
		return this.#botIds.has(botId) && this.has(botId);
	}

	/** Whether the user is a member. */
	has(userId: string): boolean {
		return this.#setup.members.list.has(userId);
	}

	/** The member as it is now. Each call makes a fresh object. */
	member(userId: string): APIGuildMember | undefined {
		return this.#setup.members.list.member(userId);
	}

	/** A user who is or was here. */
	user(userId: string): APIUser | undefined {
		return this.#setup.members.user(userId);
	}

	/** Up to `limit` members whose ids are greater than `after`, sorted by id. */
	page(after: string, limit: number): APIGuildMember[] {
		return this.#setup.members.list.page(after, limit);
	}

	/** Up to `count` ids, beginning with the member who has `from` members before them. */
	ids(from: number, count: number): string[] {
		return this.#setup.members.list.ids(from, count);
	}

	/** Every member in the order of ids, as of the moment of the call. */
	members(): Iterable<APIGuildMember> {
		return this.snapshot().members();
	}

	/** Member `index` of the members at the start, without bots. Later changes do not matter. */
	memberAt(index: number): APIGuildMember {
		const { base } = this.#setup.members;
		if (!(index >= 0 && index < base.count))
			throw new RangeError(`Guild ${this.id} had no member ${index} at the start: there were ${base.count}`);
		return base.at(index);
	}

	/** The members of this moment, unchanging. Free until the next change, which copies all changes so far. */
	snapshot(): GuildSnapshot {
		return this.#setup.members.snapshot();
	}

	/** The members of a slice of an earlier moment, as they are now. Those who left are left out. */
	sliceOf(then: GuildSnapshot, from: number, count: number): APIGuildMember[] {
		return then.sliceAsIn(this.#setup.members.list, from, count);
	}

	/** How many members have each role, without `@everyone`. */
	roleCounts(): Record<string, number> {
		const counts = this.#setup.members.roleCounts();
		const roles = [...this.roles.keys()].filter((id) => id !== this.id);
		return Object.fromEntries(roles.map((id) => [id, counts.get(id) ?? 0]));
	}

	/** The permissions of a member here, or in a channel: overwrites, timeouts and threads included. */
	permissionsOf(userId: string, channelId?: string): bigint {
		return channelId === undefined ? this.#permissions.of(userId) : this.#permissions.in(userId, channelId);
	}

	/** Whether a member sees a channel. A bot gets a channel that it does not see without name and details. */
	sees(userId: string, channelId: string): boolean {
		return this.#permissions.sees(userId, channelId);
	}

	/** The position of the topmost role of a member. They can only change what is below it. */
	topPosition(userId: string): number {
		return this.#permissions.topPosition(userId);
	}

	/**
	 * Lets a user join: a new one, a known one by `user.id`, or one who returns and keeps only the user. If they are
	 * already here, it only emits the event, as Discord does at times. A bot joins with its own role.
	 */
	join(given: MemberPatch = {}): APIGuildMember {
		return this.#membership.join(given);
	}

	/** Lets a member leave, as in a kick. A bot loses the guild. */
	leave(userId: string): void {
		this.#membership.leave(userId);
	}

	/** Changes any field of a member or of its user. */
	update(userId: string, patch: MemberPatch): APIGuildMember {
		return this.#membership.update(userId, patch);
	}

	/** Changes a user, if they are or were a member. Of those who have left, nobody is told. */
	updateUser(userId: string, user: NonNullable<MemberPatch['user']>): void {
		if (this.has(userId)) this.update(userId, { user });
		else this.#setup.members.updateFormer(userId, user);
	}

	/** Replaces the roles of a member. */
	setRoles(userId: string, roles: readonly string[]): APIGuildMember {
		return this.update(userId, { roles: [...new Set(roles)] });
	}

	/** Gives a member a role. */
	addRole(userId: string, roleId: string): APIGuildMember {
		return this.setRoles(userId, [...this.#membership.require(userId).roles, roleId]);
	}

	/** Takes a role from a member. */
	removeRole(userId: string, roleId: string): APIGuildMember {
		return this.setRoles(
			userId,
			this.#membership.require(userId).roles.filter((role) => role !== roleId),
		);
	}

	/** Makes a role. */
	createRole(given: Partial<APIRole> = {}): APIRole {
		return this.#roles.create(given);
	}

	/** Changes a role. */
	updateRole(roleId: string, patch: Partial<APIRole>): APIRole {
		return this.#roles.update(roleId, patch);
	}

	/**
	 * Deletes a role and takes it from all members. As on Discord, there are no member events. With `fromMembers: false`
	 * the data of its members still names its id, as Discord's data does for some roles that were deleted long ago.
	 */
	deleteRole(roleId: string, options: DeleteRoleOptions = {}): void {
		requireKnownKeys('guild.deleteRole', options, { fromMembers: true });
		const { fromMembers = true } = options;
		this.#roles.delete(roleId, fromMembers);
	}

	/** Makes a channel, for text by default. */
	createChannel(given: Partial<APIChannel> = {}): APIChannel {
		return this.#channels.create(given);
	}

	/** Changes any field of a channel. */
	updateChannel(channelId: string, patch: ChannelPatch): APIChannel {
		return this.#channels.update(channelId, patch);
	}

	/** Sets what a role or a member may do in a channel, beside what they may do in the guild. */
	setOverwrite(channelId: string, overwrite: APIOverwrite): void {
		this.#channels.setOverwrite(channelId, overwrite);
	}

	/** Takes back what a role or a member may do in a channel. */
	removeOverwrite(channelId: string, overwriteId: string): void {
		this.#channels.removeOverwrite(channelId, overwriteId);
	}

	/** Deletes a channel. Members in it leave voice. */
	deleteChannel(channelId: string): void {
		this.#channels.delete(channelId);
		if (this.#settings.afkChannelId === channelId) this.changeSettings({ afkChannelId: null });
	}

	/** The members that a prune removes: away for some days, and without roles other than these. */
	inactive(days: number, roles: readonly string[] = []): Iterable<APIGuildMember> {
		return inactiveMembers(this, days, roles, this.#around.clock.now());
	}

	/** Fields of the guild object that are not settings, such as its description. */
	get details(): Partial<APIGuild> {
		return this.#details;
	}

	/** Changes any field of the guild object. */
	edit(patch: Partial<APIGuild>): void {
		const { name, preferred_locale, afk_channel_id, afk_timeout, ...details } = patch;
		this.#settings = {
			name: name ?? this.#settings.name,
			locale: preferred_locale ?? this.#settings.locale,
			afkChannelId: afk_channel_id === undefined ? this.#settings.afkChannelId : afk_channel_id,
			afkTimeout: afk_timeout ?? this.#settings.afkTimeout,
		};
		this.#details = { ...this.#details, ...cloneJson(details) };
		this.#emit({ type: 'guildUpdate', guild: describeGuild(this) });
	}

	/** Changes name, language or AFK channel. */
	changeSettings(patch: Partial<GuildSettings>): void {
		requireKnownKeys('guild.changeSettings', patch, settingKeys);
		this.#settings = { ...this.#settings, ...patch };
		this.#emit({ type: 'guildUpdate', guild: describeGuild(this) });
	}

	/** Puts a member into a voice channel, moves them as they are, or takes them out with `null`. */
	setVoice(userId: string, channelId: string | null, given: Partial<APIVoiceState> = {}): APIVoiceState {
		return this.voice.set(userId, channelId, given);
	}

	/** Who may use the commands of an application, by command, or by the id of the application for all of them. */
	get commandPermissions(): ReadonlyMap<string, APIGuildApplicationCommandPermissions> {
		return this.#commandPermissions;
	}

	/** Sets who may use a command, as admins do in the settings of a server. An empty list takes it back. */
	setCommandPermissions(
		applicationId: string,
		commandId: string,
		permissions: readonly APIApplicationCommandPermission[],
	): void {
		const set = { id: commandId, application_id: applicationId, guild_id: this.id, permissions: [...permissions] };
		if (permissions.length > 0) this.#commandPermissions.set(commandId, set);
		else this.#commandPermissions.delete(commandId);
		this.#emit({ type: 'commandPermissions', permissions: set });
	}

	/** Makes the guild unavailable until {@link GuildWorld.recover}. */
	outage(): void {
		if (!this.#available) return;
		this.#available = false;
		this.#emit({ type: 'unavailable' });
	}

	/** Ends an outage. */
	recover(): void {
		if (this.#available) return;
		this.#available = true;
		this.#emit({ type: 'available' });
	}

	/** @internal Keeps all that is true now. The returned function makes it true again, and tells nobody. */
	save(): () => void {
		const [settings, isAvailable, details] = [this.#settings, this.#available, this.#details];
		const stores = [
			...[this.#setup.members, this.#roles, this.#channels, this.voice, this.chat, this.threads, this.presences],
			...[this.bans, this.auditLog, this.invites, this.webhooks],
		];
		const putBack = [saveMap(this.#commandPermissions), ...stores.map((store) => store.save())];
		return () => {
			this.#settings = settings;
			this.#details = details;
			this.#available = isAvailable;
			for (const each of putBack) each();
			this.#version++;
		};
	}

	#emptyChannel(id: string): void {
		this.voice.empty(id);
		this.threads.forgetParent(id);
		this.invites.forgetChannel(id);
		this.webhooks.forgetChannel(id);
		this.chat.forget(id);
	}

	#emit(event: GuildEvent): void {
		this.#version++;
		this.#around.emit(this.id, event);
	}
}
