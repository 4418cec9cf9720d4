import { Events, GatewayIntentBits, Partials } from 'discord.js';
import { ActorError } from 'rollcall-emulator';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStage, type Stage } from './stage.js';

let stage: Stage;
let heard: unknown[];
const guild = () => stage.emulator.world.guild();
/** One of those who were not in voice from the beginning. */
const someone = (index: number) => stage.emulator.actor(silent[index]);
let silent: string[];
const voice = () =>
	[...guild().channels.values()].filter(({ type }) => type === 2).map(({ id }) => id) as [string, string];

/** Waits until the bot has got this many events, and returns them. */
async function events(count: number): Promise<unknown[]> {
	await expect.poll(() => heard.length, { interval: 2 }).toBe(count);
	return heard;
}

beforeAll(async () => {
	const { Guilds, GuildMembers, GuildVoiceStates, GuildMessages, MessageContent } = GatewayIntentBits;
	const partials = [Partials.GuildMember];
	const intents = [Guilds, GuildMembers, GuildVoiceStates, GuildMessages, MessageContent];
	stage = await aStage({ guilds: [{ members: 60, locale: 'ko', afkTimeout: 900 }] }, { intents, partials });
	silent = [...guild().members()].map(({ user }) => user.id).filter((id) => !guild().voiceStates.has(id));
	silent = silent.filter((id) => id !== stage.client.user.id && id !== guild().ownerId);
	stage.client.on(Events.VoiceStateUpdate, (before, { channelId, selfDeaf, selfMute, member }) => {
		heard.push({ before: before.channelId, channelId, selfDeaf, selfMute, member: member?.id });
	});
	stage.client.on(Events.MessageCreate, ({ content, author, member, channelId }) => {
		heard.push({ content, author: author.id, member: member?.id, channelId });
	});
	stage.client.on(Events.GuildMemberAdd, ({ id }) => heard.push(`+${id}`));
	stage.client.on(Events.GuildMemberRemove, ({ id }) => heard.push(`-${id}`));
	stage.client.on(Events.GuildDelete, ({ id }) => heard.push(`lost ${id}`));
	stage.client.on(Events.GuildCreate, ({ id }) => heard.push(`got ${id}`));
	stage.client.on(Events.GuildUnavailable, () => heard.push('outage'));
	stage.client.on(Events.GuildUpdate, (_, { afkChannelId, name }) => heard.push({ afkChannelId, name }));
	stage.client.on(Events.ChannelCreate, ({ name }) => heard.push(`made ${name}`));
	stage.client.on(Events.ChannelDelete, ({ id }) => heard.push(`deleted ${id}`));
});

beforeEach(() => {
	heard = [];
});

describe('an actor in voice', () => {
	it('joins, deafens, moves as it is, and leaves; the bot hears each of it with the member', async () => {
		const actor = someone(1);
		const [lounge, afk] = voice();
		actor.joinsVoice(lounge, { selfMute: true });
		actor.deafens();
		actor.movesTo(afk);
		actor.mutes(false);
		actor.leavesVoice();
		const member = actor.id;
		expect(await events(5)).toEqual([
			{ before: null, channelId: lounge, selfDeaf: false, selfMute: true, member },
			{ before: lounge, channelId: lounge, selfDeaf: true, selfMute: true, member },
			{ before: lounge, channelId: afk, selfDeaf: true, selfMute: true, member },
			{ before: afk, channelId: afk, selfDeaf: true, selfMute: false, member },
			{ before: afk, channelId: null, selfDeaf: false, selfMute: false, member },
		]);
	});

	it('is deafened by the guild if a bot asks for it', async () => {
		const actor = someone(2);
		actor.joinsVoice(voice()[0]);
		await events(1);
		await stage.client.guilds.cache.first()?.members.edit(actor.id, { deaf: true });
		await events(2);
		expect(guild().voiceStates.get(actor.id)).toMatchObject({ deaf: true, mute: false, channel_id: voice()[0] });
	});

	it('is moved and removed from voice by a bot, but only if it is there', async () => {
		const actor = someone(9);
		const [lounge, afk] = voice();
		actor.joinsVoice(lounge);
		const members = stage.client.guilds.cache.first()?.members;
		await members?.edit(actor.id, { channel: afk });
		expect(guild().voiceStates.get(actor.id)?.channel_id).toBe(afk);
		await members?.edit(actor.id, { channel: null });
		expect(guild().voiceStates.has(actor.id)).toBe(false);
		await expect(members?.edit(actor.id, { channel: lounge })).rejects.toMatchObject({ code: 40_032 });
		await events(3);
	});

	it('cannot speak in a text channel, and cannot move without a voice channel', () => {
		const text = [...guild().channels.keys()][0] as string;
		expect(() => someone(3).joinsVoice(text)).toThrow(ActorError);
		expect(() => someone(3).joinsVoice(text)).toThrow(/has no voice channel/);
		expect(() => someone(3).movesTo(voice()[0])).toThrow(/is in no voice channel/);
	});

	it('leaves voice when it leaves the guild, and when its channel is deleted', async () => {
		const made = guild().createChannel({ name: 'Stage', type: 2 });
		await events(1);
		someone(4).joinsVoice(made.id);
		guild().deleteChannel(made.id);
		expect((await events(4)).slice(2)).toEqual([expect.objectContaining({ channelId: null }), `deleted ${made.id}`]);
		const leaver = someone(5);
		leaver.joinsVoice(voice()[0]);
		leaver.leaves();
		expect((await events(7)).slice(5)).toEqual([expect.objectContaining({ channelId: null }), `-${leaver.id}`]);
	});
});

describe('an actor in the guild', () => {
	it('writes, and the bot hears the text and the author', async () => {
		const actor = someone(6);
		const { channel_id } = actor.says('hello');
		const other = [...guild().channels.keys()][1] as string;
		actor.says('there', other);
		const who = { author: actor.id, member: actor.id };
		expect(await events(2)).toEqual([
			{ ...who, content: 'hello', channelId: channel_id },
			{ ...who, content: 'there', channelId: other },
		]);
	});

	it('leaves and comes back, and can do nothing in between', async () => {
		const actor = someone(7);
		actor.leaves();
		for (const act of [() => actor.says('x'), () => actor.leaves(), () => actor.joinsVoice(voice()[0])])
			expect(act).toThrow(/is not a member of the guild/);
		actor.joins();
		expect(await events(2)).toEqual([`-${actor.id}`, `+${actor.id}`]);
	});
});

describe('the guild of a bot', () => {
	it('has the language and AFK channel that were set, and shows a change', async () => {
		const known = () => stage.client.guilds.cache.get(guild().id);
		expect(known()).toMatchObject({ preferredLocale: 'ko', afkTimeout: 900, afkChannelId: voice()[1] });
		guild().changeSettings({ afkChannelId: voice()[0], name: 'Renamed' });
		expect(await events(1)).toEqual([{ afkChannelId: voice()[0], name: 'Renamed' }]);
		expect(known()?.afkChannelId).toBe(voice()[0]);
	});

	it('is lost when the bot is removed, which is not an outage, and comes back with its role and the voice states', async () => {
		someone(8).joinsVoice(voice()[0]);
		await events(1);
		guild().leave(stage.client.user.id);
		expect((await events(2))[1]).toBe(`lost ${guild().id}`);
		guild().join({ user: { id: stage.client.user.id } });
		expect((await events(3))[2]).toBe(`got ${guild().id}`);
		const known = stage.client.guilds.cache.get(guild().id);
		expect(known?.voiceStates.cache.get(someone(8).id)?.channelId).toBe(voice()[0]);
		expect(known?.members.me?.permissions.has('ManageRoles')).toBe(true);
	});
});
