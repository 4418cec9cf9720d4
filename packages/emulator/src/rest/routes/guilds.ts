import { AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { changesBetween, describeGuild, type GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, guildForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { approximateCounts } from './counts.js';
import { pictureHash } from './pictures.js';
import { ok, type Reply, type Route } from './Route.js';

/** Guilds themselves. */
export const guildRoutes: readonly Route[] = [
	{ method: 'GET', path: '/guilds/:guildId', name: 'getGuild', handle: getGuild },
	{ method: 'GET', path: '/guilds/:guildId/preview', name: 'guildPreview', handle: getPreview },
	{ method: 'PATCH', path: '/guilds/:guildId', name: 'editGuild', form: guildForm, handle: editGuild },
];

function getGuild(call: RestCall): Reply {
	const guild = call.guild();
	return ok({ ...describeGuild(guild), ...(call.form.flag('with_counts') && approximateCounts(guild)) });
}

/** No guild of the emulator is discoverable, so only its own bots see its preview. */
function getPreview(call: RestCall): Reply {
	const guild = call.context.world.guilds.get(call.id('guildId'));
	if (!guild?.hasBot(call.bot.id)) throw apiErrors.unknownGuild();
	const { id, name, icon, splash, discovery_splash, emojis, features, description, stickers } = describeGuild(guild);
	return ok({
		...{ id, name, icon, splash, discovery_splash, emojis, features, description, stickers },
		home_header: null,
		...approximateCounts(guild),
	});
}

/** The fields that a bot may change, with the place where they are kept. A hash stands for each picture. */
function editGuild(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageGuild);
	checkForm(guildForm, call.json);
	const given = Object.keys(guildForm.shape).filter((name) => call.json[name] !== undefined);
	for (const name of given.filter((field) => field.endsWith('channel_id'))) requireChannel(guild, call.json[name]);
	const before = describeGuild(guild);
	guild.edit(Object.fromEntries(given.map((name) => [name, readField(name, call.json[name])])));
	const after = describeGuild(guild);
	const changes = changesBetween(before, after, Object.keys(guildForm.shape));
	call.audit(guild, { type: AuditLogEvent.GuildUpdate, targetId: guild.id, changes });
	return ok(after);
}

const pictures: readonly string[] = ['icon', 'splash', 'discovery_splash', 'banner'];
/** What `null` stands for in fields that always have a value. */
const defaults: Readonly<Record<string, unknown>> = {
	...{ verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0 },
	...{ system_channel_flags: 0, preferred_locale: 'en-US', premium_progress_bar_enabled: false },
};

function readField(name: string, value: unknown): unknown {
	if (value === null) return defaults[name] ?? null;
	return pictures.includes(name) ? pictureHash(value) : value;
}

function requireChannel(guild: GuildWorld, id: unknown): void {
	if (id !== null && !guild.channels.has(String(id))) throw apiErrors.unknownChannel();
}
