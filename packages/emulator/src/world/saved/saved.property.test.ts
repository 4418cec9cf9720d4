import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import { DiscordEmulator } from '../../DiscordEmulator.js';
import type { World } from '../index.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What changes at each call, or holds nothing of its own: no test may find it in the world after a reset. */
const NEEDS_NO_SAVING = new Map([
	['World.ts', 'keeps listeners, and saves its stores'],
	['activity/Activity.ts', 'ends with a reset'],
	['guild/GuildWorld.ts', 'saves its stores'],
	['members/Overlay.ts', 'is copied before it changes'],
]);

/** Everything that the world shows, as plain data. */
function everythingIn(world: World): unknown {
	const guilds = [...world.guilds.values()].map((guild) => ({
		...{ id: guild.id, settings: guild.settings, size: guild.size, isAvailable: guild.available },
		...{ roles: [...guild.roles], channels: [...guild.channels], voice: [...guild.voiceStates] },
		members: [...guild.members()],
		counts: guild.roleCounts(),
		messages: [...guild.channels.keys()].map((id) => guild.chat.messages(id).latest(1000)),
		files: [...guild.channels.keys()].flatMap((id) =>
			guild.chat
				.messages(id)
				.latest(1000)
				.map((m) => world.attachments.of(m)),
		),
		formers: former.map((id) => guild.user(id)),
		...{
			bans: guild.bans.page({ limit: 1000 }),
			log: guild.auditLog.list({ limit: 1000 }),
			invites: guild.invites.all,
		},
		...{ webhooks: [...guild.webhooks.all], threads: [...guild.threads.all], details: guild.details },
		inThreads: [...guild.threads.all.keys()].map((id) => guild.threads.membersOf(id)),
		pins: [...guild.channels.keys()].map((id) => guild.chat.pins(id)),
		reactions: [...guild.channels.keys()].flatMap((id) =>
			guild.chat
				.messages(id)
				.latest(1000)
				.map((m) => guild.chat.reactions.seenBy('1', m.id)),
		),
		presences: [...guild.members()].map(({ user }) => guild.presences.of(user.id)),
		commands: [...guild.commandPermissions],
	}));
	const direct = world.directMessages.find('1', '2');
	const { directMessages } = world;
	return structuredClone({
		guilds,
		direct: direct && directMessages.chat.messages(direct.id).latest(1000),
		closed: directMessages.isClosed('2'),
		emojis: [...world.applicationEmojis.of('1')],
		applications: [...world.applicationDetails],
	});
}

const former: string[] = [];

type Act = (world: World, n: number) => void;

/** Each changes the world somewhere; `n` chooses whom and what. */
const acts: readonly Act[] = [
	(world) => world.guild().join(),
	(world, n) => {
		const [id = ''] = world.guild().ids(n % world.guild().size, 1);
		former.push(id);
		world.guild().leave(id);
	},
	(world, n) => {
		const id = former[n % Math.max(1, former.length)] ?? '5';
		if (!world.guild().bans.all.has(id)) world.guild().join({ user: { id } });
	},
	(world, n) => world.guild().update(world.guild().ids(n % world.guild().size, 1)[0] ?? '', { nick: `n${n}` }),
	(world, n) => world.updateUser(former[n % Math.max(1, former.length)] ?? '5', { global_name: `g${n}` }),
	(world, n) => {
		const roles = [...world.guild().roles.keys()].slice(1);
		const [id = ''] = world.guild().ids(n % world.guild().size, 1);
		world.guild().addRole(id, roles[n % roles.length] ?? '');
	},
	(world, n) => world.guild().createRole({ name: `r${n}` }),
	(world, n) =>
		world.guild().updateRole([...world.guild().roles.keys()][n % world.guild().roles.size] ?? '', { color: n }),
	(world, n) => {
		const roles = [...world.guild().roles.keys()].slice(1);
		if (roles.length > 1) world.guild().deleteRole(roles[n % roles.length] ?? '', { fromMembers: n % 2 === 0 });
	},
	(world, n) => world.guild().createChannel({ name: `c${n}`, type: n % 2 === 0 ? 0 : 2 }),
	(world, n) => {
		const channels = [...world.guild().channels.keys()];
		if (channels.length > 2) world.guild().deleteChannel(channels[n % channels.length] ?? '');
	},
	(world, n) => {
		const voice = [...world.guild().channels.values()].filter(({ type }) => type === 2);
		const [id = ''] = world.guild().ids(n % world.guild().size, 1);
		if (voice.length > 0) world.guild().setVoice(id, n % 3 === 0 ? null : (voice[n % voice.length]?.id ?? null));
	},
	(world, n) => {
		const guild = world.guild();
		const [author = ''] = guild.ids(n % guild.size, 1);
		const file = world.attachments.add({ name: 'a', type: '', bytes: new Uint8Array(n % 9) });
		const [channel = ''] = guild.channels.keys();
		guild.chat.post(channel, guild.member(author)?.user as never, { content: `m${n}`, attachments: [file] });
	},
	(world, n) => {
		const guild = world.guild();
		const [channel = ''] = guild.channels.keys();
		const all = guild.chat.messages(channel).latest(100);
		const message = all[n % Math.max(1, all.length)];
		if (message && n % 2 === 0) guild.chat.delete(channel, message.id);
		else if (message) guild.chat.edit({ ...message, content: `edited ${n}` });
	},
	(world, n) => {
		const guild = world.guild();
		const [id = ''] = guild.ids(n % guild.size, 1);
		if (n % 2 === 0) guild.bans.remove([...guild.bans.all.keys()][0] ?? '');
		else if (!guild.hasBot(id)) guild.bans.add(id, `b${n}`);
	},
	(world, n) => void world.guild().auditLog.add({ type: 22, userId: '1', targetId: null, reason: `r${n}` }),
	(world, n) => {
		const { invites } = world.guild();
		const [channelId = ''] = world.guild().channels.keys();
		if (n % 3 === 0) invites.delete(invites.all[0]?.code ?? '');
		else invites.create({ channelId, inviterId: world.guild().ownerId, maxUses: 2, unique: n % 2 === 0 });
		if (n % 5 === 0 && invites.all[0]) invites.use(invites.all[0].code);
	},
	(world, n) => {
		const { webhooks } = world.guild();
		const [channelId = ''] = world.guild().channels.keys();
		const [id] = webhooks.all.keys();
		if (id === undefined || n % 3 === 0) webhooks.create({ channelId, name: `w${n}` });
		else if (n % 3 === 1) webhooks.update(id, { name: `v${n}` });
		else webhooks.delete(id);
	},
	(world, n) => {
		const guild = world.guild();
		const { threads } = guild;
		const [parentId = ''] = guild.channels.keys();
		const [id = ''] = threads.all.keys();
		const [userId = ''] = guild.ids(n % guild.size, 1);
		if (id === '' || n % 5 === 0) threads.create({ parentId, name: `t${n}`, ownerId: userId });
		else if (n % 5 === 1) threads.update(id, { name: `u${n}` });
		else if (n % 5 === 2) threads.join(id, userId);
		else if (n % 5 === 3) threads.leave(id, threads.membersOf(id)[0]?.user_id ?? '');
		else threads.delete(id);
	},
	(world, n) => {
		const { chat, channels } = world.guild();
		const [channelId = ''] = channels.keys();
		const message = chat.messages(channelId).latest(1)[0];
		if (!message) return;
		if (n % 4 === 0) chat.pin(channelId, message.id);
		if (n % 4 === 1) chat.unpin(channelId, message.id);
		const to = { channelId, messageId: message.id, authorId: message.author.id };
		if (n % 4 === 2) chat.reactions.add(to, String(n % 3), { id: null, name: '👍' });
		if (n % 4 === 3) chat.reactions.remove(to, String(n % 3), { id: null, name: '👍' });
	},
	(world, n) => {
		const guild = world.guild();
		guild.presences.set(guild.ids(n % guild.size, 1)[0] ?? '', n % 2 === 0 ? ('idle' as never) : ('offline' as never));
	},
	(world, n) => world.guild().edit({ description: `d${n}` }),
	(world, n) =>
		world
			.guild()
			.setCommandPermissions('1', String(n % 3), n % 2 === 0 ? [] : [{ id: '1', type: 1, permission: true }]),
	(world, n) => void world.applicationDetails.set('1', { description: `a${n}` }),
	(world, n) => world.guild().changeSettings({ name: `guild ${n}` }),
	(world) => world.guild().outage(),
	(world) => world.guild().recover(),
	(world, n) => world.directMessages.setClosed('2', n % 2 === 0),
	(world, n) => {
		const user = { id: '2', username: 'two' } as never;
		world.directMessages.chat.post(world.directMessages.open('1', user).id, user, { content: `d${n}` });
	},
	(world, n) => void world.applicationEmojis.of('1').set(String(n % 5), { id: String(n % 5), name: `e${n}` }),
];

const script = fc.array(fc.tuple(fc.nat(acts.length - 1), fc.nat(10_000)), { maxLength: 40 });
const play = (world: World, steps: readonly (readonly [number, number])[]) => {
	for (const [act, n] of steps) acts[act]?.(world, n);
};

describe('a snapshot of the world', () => {
	it('brings back everything, whatever happened before it, after it, and after an earlier return to it', () => {
		fc.assert(
			fc.property(script, script, script, (before, after, again) => {
				former.length = 0;
				const emulator = new DiscordEmulator({ guilds: [{ members: 60 }] }, new ManualClock());
				const { world } = emulator;
				const start = everythingIn(world);
				play(world, before);
				const formers = [...former];
				const expected = everythingIn(world);
				const snapshot = emulator.snapshot();
				for (const steps of [after, again]) {
					play(world, steps);
					former.splice(0, former.length, ...formers);
					emulator.reset(snapshot);
					expect(everythingIn(world)).toEqual(expected);
				}
				former.length = 0;
				emulator.reset();
				expect(everythingIn(world)).toEqual(start);
			}),
			{ numRuns: inject('depth') > 1 ? 60 * inject('depth') : 30 },
		);
	});

	it('holds every store of the world: a file with state of its own saves it, or is listed here with the reason why not', () => {
		const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
			/(?<!\.test)\.ts$/.test(file),
		);
		const STATE =
			/^\t(?:(?:private|protected) )?(?:readonly )?#?\w+(?:: [^=\n]+)? = new (?:Map|Set|WeakMap)\b|^\t#\w+(?:: [^=\n]+)?(?: = .+)?;$/m;
		const stateful = files.filter((file) => STATE.test(readFileSync(`${root}/${file}`, 'utf8')));
		expect(stateful).toContain('voice/VoiceStates.ts');
		const forgotten = stateful.filter(
			(file) => !/\bsave\(\): \(\) => void/.test(readFileSync(`${root}/${file}`, 'utf8')) && !NEEDS_NO_SAVING.has(file),
		);
		expect(forgotten).toEqual([]);
	});
});
