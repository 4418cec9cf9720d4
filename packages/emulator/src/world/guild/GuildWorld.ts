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
import { type GuildOptions, requireKnownKeys } from '../../options/index.js';
import type { AuditLog } from '../audit/index.js';
import type { GuildBans } from '../bans/index.js';
import type { GuildEvent } from '../changes/index.js';
import type { ChannelPatch, Chat } from '../channels/index.js';
import type { GuildInvites } from '../invites/index.js';
import type { GuildSnapshot, MemberPatch } from '../members/index.js';
import type { GuildThreads } from '../threads/index.js';
import type { VoiceStates } from '../voice/index.js';
import type { GuildWebhooks } from '../webhooks/index.js';
import { describeGuild } from './describeGuild.js';
import { type Furniture, furnishGuild } from './furnishGuild.js';
import { GuildProfile } from './GuildProfile.js';
import type { GuildSettings } from './GuildSettings.js';
import { type GuildSetup, setUpGuild } from './GuildSetup.js';
import type { GuildSurroundings } from './GuildSurroundings.js';
import { inactiveMembers } from './inactiveMembers.js';
import type { Presences } from './Presences.js';

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
	readonly #parts: Furniture;
	readonly #profile: GuildProfile;
	#version = 0;
	#available = true;

	/** @internal {@link World} makes it. */
	constructor(options: GuildOptions & { id: string }, index: number, seed: number, around: GuildSurroundings) {
		this.#around = around;
		this.id = options.id;
		const setup = setUpGuild(options, index, seed, around.bots);
		this.#setup = setup;
		this.#profile = new GuildProfile(setup.settings);
		this.ownerId = setup.ownerId;
		this.createdAt = setup.createdAt;
		this.#botIds = new Set(around.bots.map((bot) => bot.id));
		const isBot = (id: string) => this.#botIds.has(id);
		const emit = (event: GuildEvent) => this.#emit(event);
		this.#parts = furnishGuild({ id: this.id, setup, online: options.online, isBot, emit }, around);
		const { bans, threads, invites, webhooks, auditLog, presences, chat, voice } = this.#parts;
		this.bans = bans;
		this.threads = threads;
		this.invites = invites;
		this.webhooks = webhooks;
		this.auditLog = auditLog;
		this.presences = presences;
		this.chat = chat;
		this.voice = voice;
	}

	/** The name of the guild. */
	get name(): string {
		return this.#profile.settings.name;
	}

	/** The settings of the admins: name, language, AFK channel. */
	get settings(): GuildSettings {
		return this.#profile.settings;
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
		return this.#parts.roles.all;
	}

	/** Its channels by id. */
	get channels(): ReadonlyMap<string, APIChannel> {
		return this.#parts.channels.all;
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
		return channelId === undefined ? this.#parts.permissions.of(userId) : this.#parts.permissions.in(userId, channelId);
	}

	/** Whether a member sees a channel. A bot gets a channel that it does not see without name and details. */
	sees(userId: string, channelId: string): boolean {
		return this.#parts.permissions.sees(userId, channelId);
	}

	/** The position of the topmost role of a member. They can only change what is below it. */
	topPosition(userId: string): number {
		return this.#parts.permissions.topPosition(userId);
	}

	/**
	 * Lets a user join: a new one, a known one by `user.id`, or one who returns and keeps only the user. If they are
	 * already here, it only emits the event, as Discord does at times. A bot joins with its own role.
	 */
	join(given: MemberPatch = {}): APIGuildMember {
		return this.#parts.membership.join(given);
	}

	/** Lets a member leave, as in a kick. A bot loses the guild. */
	leave(userId: string): void {
		this.#parts.membership.leave(userId);
	}

	/** Changes any field of a member or of its user. */
	update(userId: string, patch: MemberPatch): APIGuildMember {
		return this.#parts.membership.update(userId, patch);
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
		return this.setRoles(userId, [...this.#parts.membership.require(userId).roles, roleId]);
	}

	/** Takes a role from a member. */
	removeRole(userId: string, roleId: string): APIGuildMember {
		return this.setRoles(
			userId,
			this.#parts.membership.require(userId).roles.filter((role) => role !== roleId),
		);
	}

	/** Makes a role. */
	createRole(given: Partial<APIRole> = {}): APIRole {
		return this.#parts.roles.create(given);
	}

	/** Changes a role. */
	updateRole(roleId: string, patch: Partial<APIRole>): APIRole {
		return this.#parts.roles.update(roleId, patch);
	}

	/**
	 * Deletes a role and takes it from all members. As on Discord, there are no member events. With `fromMembers: false`
	 * the data of its members still names its id, as Discord's data does for some roles that were deleted long ago.
	 */
	deleteRole(roleId: string, options: DeleteRoleOptions = {}): void {
		requireKnownKeys('guild.deleteRole', options, { fromMembers: true });
		const { fromMembers = true } = options;
		this.#parts.roles.delete(roleId, fromMembers);
	}

	/** Makes a channel, for text by default. */
	createChannel(given: Partial<APIChannel> = {}): APIChannel {
		return this.#parts.channels.create(given);
	}

	/** Changes any field of a channel. */
	updateChannel(channelId: string, patch: ChannelPatch): APIChannel {
		return this.#parts.channels.update(channelId, patch);
	}

	/** Sets what a role or a member may do in a channel, beside what they may do in the guild. */
	setOverwrite(channelId: string, overwrite: APIOverwrite): void {
		this.#parts.channels.setOverwrite(channelId, overwrite);
	}

	/** Takes back what a role or a member may do in a channel. */
	removeOverwrite(channelId: string, overwriteId: string): void {
		this.#parts.channels.removeOverwrite(channelId, overwriteId);
	}

	/** Deletes a channel. Members in it leave voice. */
	deleteChannel(channelId: string): void {
		this.#parts.channels.delete(channelId);
		if (this.settings.afkChannelId === channelId) this.changeSettings({ afkChannelId: null });
	}

	/** The members that a prune removes: away for some days, and without roles other than these. */
	inactive(days: number, roles: readonly string[] = []): Iterable<APIGuildMember> {
		return inactiveMembers(this, days, roles, this.#around.clock.now());
	}

	/** Fields of the guild object that are not settings, such as its description. */
	get details(): Partial<APIGuild> {
		return this.#profile.details;
	}

	/** Changes any field of the guild object. */
	edit(patch: Partial<APIGuild>): void {
		this.#profile.edit(patch);
		this.#emit({ type: 'guildUpdate', guild: describeGuild(this) });
	}

	/** Changes name, language or AFK channel. */
	changeSettings(patch: Partial<GuildSettings>): void {
		this.#profile.change(patch);
		this.#emit({ type: 'guildUpdate', guild: describeGuild(this) });
	}

	/** Puts a member into a voice channel, moves them as they are, or takes them out with `null`. */
	setVoice(userId: string, channelId: string | null, given: Partial<APIVoiceState> = {}): APIVoiceState {
		return this.voice.set(userId, channelId, given);
	}

	/** Who may use the commands of an application, by command, or by the id of the application for all of them. */
	get commandPermissions(): ReadonlyMap<string, APIGuildApplicationCommandPermissions> {
		return this.#parts.commandPermissions.all;
	}

	/** Sets who may use a command, as admins do in the settings of a server. An empty list takes it back. */
	setCommandPermissions(
		applicationId: string,
		commandId: string,
		permissions: readonly APIApplicationCommandPermission[],
	): void {
		this.#parts.commandPermissions.set({ applicationId, commandId }, permissions);
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
		const isAvailable = this.#available;
		const { roles, channels, voice, chat, threads, presences, bans, auditLog, invites, webhooks, commandPermissions } =
			this.#parts;
		const stores = [
			...[this.#setup.members, this.#profile, roles, channels, voice, chat, threads, presences, bans, auditLog],
			...[invites, webhooks, commandPermissions],
		];
		const putBack = stores.map((store) => store.save());
		return () => {
			this.#available = isAvailable;
			for (const each of putBack) each();
			this.#version++;
		};
	}

	#emit(event: GuildEvent): void {
		this.#version++;
		this.#around.emit(this.id, event);
	}
}
