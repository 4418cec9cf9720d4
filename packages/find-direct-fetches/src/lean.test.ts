import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isLean, KINDS } from './findings/Finding.js';
import { reportDirectFetches } from './report.js';
import { findIn } from './tests/findIn.js';
import { temporaryFolder } from './tests/temporaryFolder.js';

const memory = readFileSync(new URL('../../../docs/memory.md', import.meta.url), 'utf8');
const TABLE = memory.slice(memory.indexOf('| discord.js without its members'));
const codesIn = (words = '') => [...words.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
/** The code in each row: what discord.js no longer does, and what to use. */
const ROWS = TABLE.slice(0, TABLE.indexOf('\n\n'))
	.split('\n')
	.slice(2)
	.map((row) => row.split('|'))
	.map(([, gone, instead]) => ({ gone: codesIn(gone), instead: codesIn(instead) }));

/** Code in the table that is not a name: values, arguments and replacements. */
const NO_PLACES = new Set(['null', 'guildMemberAvailable', 'edit(id, …)']);

/** Code with the problems that the table names. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
	guildMemberRemove: [
		"client.on('guildMemberRemove', (member) => use(member));",
		'client.once(Events.GuildMemberRemove, use);',
		'export default { name: Events.GuildMemberRemove, execute(member) {} };',
		"module.exports = { name: 'guildMemberRemove', execute };",
		"const name = 'guildMemberRemove'; export { name };",
		"await once(client, 'guildMemberRemove');",
		"function start(bot: Client) { bot.on('guildMemberRemove', use); }",
		'class A extends Listener { event = Events.GuildMemberRemove; }',
		"class A extends Event { constructor() { super('guildMemberRemove', true); } }",
		"class A { @On('guildMemberRemove') heard() {} }",
		"module.exports.name = 'guildMemberRemove';",
		'exports.event = Events.GuildMemberRemove;',
		"export default new Event('guildMemberRemove', (member) => use(member));",
		'createEvent(Events.GuildMemberRemove, (member) => use(member));',
		"const EVENT = 'guildMemberRemove'; client.on(EVENT, use);",
		'const { GuildMemberRemove } = Events; client.on(GuildMemberRemove, use);',
	],
	guildMemberUpdate: [
		"this.client.on('guildMemberUpdate', (before, after) => use(before.nickname));",
		'export const event = { name: Events.GuildMemberUpdate };',
	],
	userUpdate: ["client.on('userUpdate', use);", 'emitter.on(Events.UserUpdate, use);'],
	'message.member': [
		"client.on('messageCreate', (message) => use(message.member.roles));",
		'client.on(Events.MessageCreate, async ({ member, content }) => use(member));',
		'function f(sent: Message<true>) { return sent.member?.displayName; }',
		'function f(message) { const { member } = message; return member; }',
		'interaction.message.member;',
		'const sent = await channel.messages.fetch(id); use(sent.member);',
		'message.member.kick();',
		'const sent = await interaction.fetchReply(); use(sent.member);',
		'const all = await channel.awaitMessages({ max: 1 }); use(all.first().member);',
	],
	'voiceState.member': [
		"client.on('voiceStateUpdate', (before, after) => use(before.member, after.channelId));",
		'client.on(Events.VoiceStateUpdate, (_, { member }) => use(member));',
		'guild.voiceStates.cache.map((one) => one.member);',
		'for (const one of guild.voiceStates.cache.values()) use(one.member);',
		'function f(state: VoiceState) { return state.member; }',
		'function f(oldState, newState) { return newState.member; }',
		'module.exports = { name: Events.VoiceStateUpdate, execute(before, after) { use(after.member); } };',
		"export default { event: 'voiceStateUpdate', run: (client, before, after) => use(after.member) };",
		"client.on('voiceStateUpdate', heard); function heard(before, after) { use(before.member); }",
		"const heard = (before, { member }) => use(member); client.on('voiceStateUpdate', heard);",
	],
	'typing.member': [
		"client.on('typingStart', (typing) => use(typing.member));",
		'function f(t: Typing) { return t.member; }',
	],
	'presence.member': ['function f(before: Presence) { use(before.member); }', 'guild.presences.cache.get(id)?.member;'],
	'threadMember.guildMember': [
		'use(threadMember.guildMember);',
		'function f(one: ThreadMember) { use(one.guildMember); }',
	],
	'mentions.members': [
		'message.mentions.members.first();',
		'const { members } = message.mentions; members.map(use);',
		'const { mentions } = message; use(mentions.members);',
	],
	'role.members': ['guild.roles.cache.get(id).members.size;', 'role.members.map(use);'],
	'channel.members': [
		'guild.channels.cache.get(id).members.size;',
		"interaction.options.getChannel('where').members.map(use);",
		'member.voice.channel.members.size;',
		'function f(where: VoiceChannel) { return where.members.size; }',
		'const { members } = channel; use(members.size);',
		'const where = await client.channels.fetch(id); use(where.members);',
		'for (const one of guild.channels.cache.values()) use(one.members.size);',
	],
	'voiceChannel.full': ['voiceChannel.full;', 'if (member.voice.channel.full) use();'],
	'channel.permissionsFor(id)': [
		'channel.permissionsFor(userId).has(flag);',
		'channel.permissionsFor(member.id);',
		"channel.permissionsFor('1');",
		'channel.permissionsFor(interaction.user).has(flag);',
		'interaction.channel.permissionsFor(message.author);',
		"const user = interaction.options.getUser('who'); channel.permissionsFor(user);",
	],
	'permissionOverwrites.create(id, …)': [
		'await channel.permissionOverwrites.create(userId, { ViewChannel: true });',
		'await channel.permissionOverwrites.edit(user.id, { ViewChannel: true });',
		"await channel.permissionOverwrites.create('1', { ViewChannel: true }, { reason });",
	],
	'permissionOverwrites: [{ id, allow }]': [
		'await guild.channels.create({ name, permissionOverwrites: [{ id: interaction.user.id, allow: [flag] }] });',
		'await channel.permissionOverwrites.set([{ id: guild.id, deny }, { id: userId, allow }]);',
		'const permissionOverwrites = [{ id: opener.id, deny: [flag] }]; channel.edit({ permissionOverwrites });',
		'overwrites.push({ id: message.author.id, allow: [flag] });',
		'permissionOverwrites: ids.map((id) => ({ id, allow: [flag] }));',
	],
	'client.users.fetch(id)': ['await client.users.fetch(id);', 'await interaction.client.users.fetch(id);'],
	'guild.members.fetch(id)': ['await guild.members.fetch(userId);'],
	'client.users.cache': [
		'client.users.cache.size;',
		'client.users.cache.get(id).send(words);',
		'const { client } = this; client.users.resolve(id);',
	],
	'guild.members.cache': [
		'guild.members.cache.get(id).roles;',
		'guild.members.cache.size;',
		'guild.members.resolve(id).kick();',
	],
	'message.cleanContent': [
		'use(message.cleanContent);',
		'client.on("messageCreate", ({ cleanContent }) => use(cleanContent));',
	],
	'dmChannel.recipient': [
		'dmChannel.recipient;',
		'function f(where: DMChannel) { return where.recipient.send(words); }',
		'message.channel.recipient;',
	],
	'presence.user': ['presence.user.username;', 'function f({ user }: Presence) { use(user); }'],
	'audit log entries': [
		"client.on('guildAuditLogEntryCreate', (entry) => use(entry.executor));",
		'const logs = await guild.fetchAuditLogs(); use((await guild.fetchAuditLogs()).entries.first().target);',
		'function f(one: GuildAuditLogsEntry) { return one.executor; }',
		'const logs = await guild.fetchAuditLogs({ limit: 1 }); const one = logs.entries.first(); use(one.executor);',
		'const fetched = await guild.fetchAuditLogs(); const { target } = fetched.entries.first();',
		'const { entries } = await guild.fetchAuditLogs({ type }); use(entries.find(isOurs).executor.tag);',
		'guild.fetchAuditLogs().then((logs) => use(logs.entries.first().executor));',
	],
	messageReactionRemove: ["client.on('messageReactionRemove', use);", 'client.on(Events.MessageReactionRemove, use);'],
	presenceUpdate: ["client.on('presenceUpdate', use);"],
	guildScheduledEventUserAdd: ["client.on('guildScheduledEventUserAdd', use);"],
};

/** Code that looks similar, but still works or is about something else. */
const NO_FINDINGS = [
	"service.on('guildMemberRemove', use); service.on('guildMemberUpdate', use); service.on(Events.GuildMemberUpdate, use);",
	"const members = new MemberFetchService(); members.on('guildMemberUpdate', use);",
	"class A { constructor(private members: IMemberFetchService) {} f() { this.members.on('guildMemberRemove', use); } }",
	"client.on('guildMemberAdd', use); client.emit('guildMemberRemove', member); client.off('guildMemberRemove', use);",
	"const bus = new EventEmitter(); bus.on('guildMemberRemove', use); store.on('userUpdate', use);",
	'interaction.member.roles; const { member } = interaction; interaction.options.getMember(name);',
	'guild.members.me.permissions; client.user.id; guild.memberCount; message.author; message.mentions.users;',
	'const thread = client.channels.cache.get(id); thread.members.size;',
	'thread.members.fetch(); channel.members.fetch(); thread.members.cache.size;',
	'channel.permissionsFor(member); channel.permissionsFor(client.user.id); channel.permissionsFor(role.id);',
	'channel.permissionOverwrites.create(role, {}); channel.permissionOverwrites.edit(guild.id, {});',
	'channel.permissionOverwrites.edit(userId, {}, { type: OverwriteType.Member });',
	'channel.permissionOverwrites.edit(interaction.user, {}); channel.permissionOverwrites.create(message.author, {});',
	'channel.edit({ permissionOverwrites: [{ id: userId, type: OverwriteType.Member, allow }] });',
	'channel.edit({ permissionOverwrites: [{ id: guild.id, deny }, { id: interaction.guildId, deny }] });',
	'channel.edit({ permissionOverwrites: [{ id: guild.roles.everyone.id, deny }, { id: config.roleId, allow }] });',
	'channel.edit({ permissionOverwrites: [{ id: client.user.id, allow }, { id: member, allow }] });',
	"const rule = { id: 'anonymous', allow: ['GET'] }; const { deny } = rule;",
	"const EVENT = 'guildMemberRemove'; service.on(EVENT, use); translate('guildMemberRemove');",
	'const { entries } = zip; use(entries.find(isOurs).target); const logs = await readLogs(); logs.entries.first().target;',
	'db.users.fetch(id); db.users.cache; client.users.send(id, words);',
	'event.target; entry.target; mail.recipient; state.member; payment.user; bottle.full;',
	"const message = { member: 1, cleanContent: '' }; use(message.member, message.cleanContent);",
	'const channel = new BroadcastChannel(); use(channel.members);',
	'const channel = pusher.subscribe(id); use(channel.members);',
	'function f(presence: PusherPresence) { use(presence.member, presence.user); }',
	'const { user } = interaction; const { recipient } = mail; const { member } = team;',
];

describe('With --lean', () => {
	it('there is an example for everything in the table of docs/memory.md', () => {
		expect(ROWS.length).toBeGreaterThan(9);
		for (const { gone } of ROWS) expect(gone.length + Number(/audit/.test(TABLE))).toBeGreaterThan(0);
		const named = ROWS.flatMap(({ gone }) => gone).filter((code) => !NO_PLACES.has(code));
		expect(named.filter((code) => !(code in PLACES))).toEqual([]);
		const unnamed = Object.keys(PLACES).filter((code) => !named.includes(code) && !TABLE.includes(code));
		expect(unnamed).toEqual([]);
	});

	it.each(Object.entries(PLACES).flatMap(([gone, places]) => places.map((code) => [gone, code] as const)))(
		'%s is found: %s',
		(gone, code) => {
			const findings = findIn(code, { lean: true });
			expect(findings).not.toEqual([]);
			const row = ROWS.find(({ gone: all }) => all.includes(gone));
			// The advice is what the table says to use.
			const advised = findings.map(({ kind, instead }) => `${instead} ${KINDS[kind].instead}`).join();
			const words = (row?.instead ?? ['entry.executorId']).map((one) => one.replace(/[({].*/, ''));
			// Findings without --lean have advice that depends on the use of the list.
			const isKnown = findings.some(({ kind }) => !isLean(kind));
			expect(isKnown || words.some((one) => advised.includes(one)), advised).toBe(true);
		},
	);

	it.each(NO_FINDINGS)('nothing is found in code that still works: %s', (code) => {
		expect(findIn(code, { lean: true })).toEqual([]);
	});

	it('a read from a cache is listed once, as missing', () => {
		const kinds = (code: string) => findIn(code, { lean: true }).map(({ kind }) => kind);
		expect(kinds('guild.members.cache.get(id).kick();')).toEqual(['leanUser']);
		expect(kinds('const { cache } = guild.members; cache.has(id); client.users.cache.get(id);')).toEqual([
			'leanUser',
			'leanUser',
		]);
		expect(findIn('guild.members.cache.get(id);').map(({ kind }) => kind)).toEqual(['lookup']);
	});

	it('a file is found if it is named after its event, as some loaders expect', () => {
		const folder = temporaryFolder();
		mkdirSync(`${folder}/events/member`, { recursive: true });
		const write = (name: string, code: string) => writeFileSync(`${folder}/${name}`, `${code}\n`);
		write('events/member/guildMemberRemove.js', 'module.exports = (client, member) => use(member);');
		write('events/guildMemberUpdate.js', 'module.exports = { name: Events.GuildMemberUpdate, execute() {} };');
		write('events/guildMemberAdd.js', 'module.exports = () => {};');
		write('guildMemberRemove.js', 'export const farewell = (member) => use(member);');
		write('events/presenceUpdate.js', 'use();');
		const { output } = reportDirectFetches(['.', '--lean'], folder);
		const places = output.flatMap((line) => /[\w/]+\.js:\d+:\d+/.exec(line) ?? []);
		expect(places).toEqual(['events/guildMemberUpdate.js:1:26', 'events/member/guildMemberRemove.js:1:1']);
	});

	it('the report lists them in their own section, and the exit code is 1', () => {
		const folder = temporaryFolder();
		writeFileSync(`${folder}/a.js`, "client.on('guildMemberRemove', use);\n");
		expect(reportDirectFetches(['.'], folder)).toMatchObject({ code: 0 });
		for (const args of [
			['.', '--lean'],
			['--lean', '.'],
		])
			expect(reportDirectFetches(args, folder)).toEqual({
				code: 1,
				errors: [],
				output: [
					'Direct fetches: 0 in 1 files',
					'Lookups of one member: 0',
					'Places that a client without members breaks: 1',
					expect.stringMatching(/^ {2}a\.js:1:11 {2}'guildMemberRemove'$/),
					expect.stringContaining("instead: service.on('guildMemberRemove', …)"),
				],
			});
		expect(reportDirectFetches(['--lean'], folder)).toMatchObject({
			code: 2,
			errors: ['A folder is missing.', expect.anything()],
		});
	});
});
