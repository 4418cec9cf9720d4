import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PresenceUpdateStatus } from 'discord-api-types/v10';
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
		...{ bans: [...guild.bans.all], threads: [...guild.threads.all], invites: guild.invites.all },
		...{ webhooks: [...guild.webhooks.all], audit: guild.auditLog.list({ limit: 1000 }), details: guild.details },
		inThreads: [...guild.threads.all.keys()].map((id) => guild.threads.membersOf(id)),
		pins: [...guild.channels.keys()].map((id) => guild.chat.pins(id)),
		reactions: [...guild.channels.keys()].flatMap((id) =>
			guild.chat
				.messages(id)
				.latest(1000)
				.map((m) => guild.chat.reactions.seenBy('7', m.id) ?? []),
		),
		commandPermissions: [...guild.commandPermissions],
		presences: guild.ids(0, 10).map((id) => guild.presences.of(id)),
		formers: former.map((id) => guild.user(id)),
	}));
	const direct = world.directMessages.find('1', '2');
	const { directMessages } = world;
	return structuredClone({
		guilds,
		direct: direct && directMessages.chat.messages(direct.id).latest(1000),
		closed: directMessages.isClosed('2'),
		emojis: [...world.applicationEmojis.of('1')],
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
	(world, n) => world.guild().join({ user: { id: former[n % Math.max(1, former.length)] ?? '5' } }),
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
	(world, n) => world.guild().changeSettings({ name: `guild ${n}` }),
	(world, n) => {
		const guild = world.guild();
		const [id = ''] = guild.ids(n % guild.size, 1);
		if (n % 2 === 0) guild.bans.add(id, `b${n}`);
		else guild.bans.remove([...guild.bans.all.keys()][n % 5] ?? '');
	},
	(world, n) => {
		const guild = world.guild();
		const [id = ''] = guild.ids(n % guild.size, 1);
		const thread = [...guild.threads.all.keys()][n % 3];
		if (thread === undefined || n % 3 === 0) {
			guild.threads.create({ parentId: [...guild.channels.keys()][0] ?? '', name: `t${n}`, ownerId: id });
		} else if (n % 3 === 1) guild.threads.join(thread, id);
		else if (n % 5 === 0) guild.threads.delete(thread);
		else guild.threads.update(thread, { name: `u${n}` });
	},
	(world, n) => {
		const guild = world.guild();
		const [channelId = ''] = guild.channels.keys();
		const [invite] = guild.invites.all;
		if (invite && n % 2 === 0) guild.invites.use(invite.code);
		else guild.invites.create({ channelId, inviterId: guild.ownerId, unique: true, maxUses: 2 });
		const [webhook] = guild.webhooks.all.keys();
		if (webhook !== undefined && n % 3 === 0) guild.webhooks.delete(webhook);
		else guild.webhooks.create({ channelId, name: `w${n}` });
		guild.auditLog.add({ type: 1, userId: guild.ownerId, targetId: null, reason: `r${n}` });
	},
	(world, n) => {
		const guild = world.guild();
		const [channelId = ''] = guild.channels.keys();
		const [message] = guild.chat.messages(channelId).latest(1);
		if (!message) return;
		const at = { channelId, messageId: message.id, authorId: message.author.id };
		const emoji = { id: null, name: n % 2 === 0 ? 'a' : 'b' };
		if (n % 3 === 0) guild.chat.reactions.remove(at, `${n % 4}`, emoji);
		else guild.chat.reactions.add(at, `${n % 4}`, emoji);
		if (n % 2 === 0) guild.chat.pin(channelId, message.id);
		else guild.chat.unpin(channelId, message.id);
	},
	(world, n) => {
		const [id = ''] = world.guild().ids(n % 10, 1);
		world.guild().presences.set(id, n % 2 === 0 ? PresenceUpdateStatus.Idle : PresenceUpdateStatus.Offline);
		const allowed = n % 3 === 0 ? [] : [{ id, type: 2, permission: true }];
		world.guild().setCommandPermissions('1', '2', allowed);
	},
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
			{ numRuns: 60 * inject('depth') },
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
