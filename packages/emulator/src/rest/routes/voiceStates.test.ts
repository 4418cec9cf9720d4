import { type APIChannel, ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aStage(permissions?: bigint) {
	const rest = await startRest({ bots: [permissions === undefined ? {} : { permissions: permissions.toString() }] });
	const { guild, bot } = rest;
	const stage = guild.createChannel({ type: ChannelType.GuildStageVoice, name: 'stage' } as Partial<APIChannel>).id;
	const lounge = [...guild.channels.values()].find(({ type }) => type === ChannelType.GuildVoice)?.id ?? '';
	const member = guild.memberAt(7).user.id;
	const patch = (who: string, fields: object) => rest.call('PATCH', `/guilds/${guild.id}/voice-states/${who}`, fields);
	const stateOf = (id = bot.id) => guild.voiceStates.get(id);
	return { ...rest, stage, lounge, member, patch, stateOf };
}

const USUAL = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Connect;

describe('the state of a member on a stage', () => {
	it('is audience at first, and as before in other voice channels', async () => {
		const { guild, member, stage, lounge, stateOf } = await aStage();
		guild.setVoice(member, stage);
		expect(stateOf(member)?.suppress).toBe(true);
		guild.setVoice(member, lounge);
		expect(stateOf(member)?.suppress).toBe(false);
	});

	it('is changed by a moderator, and everybody hears of it', async () => {
		const { guild, member, stage, patch, stateOf, world } = await aStage();
		guild.setVoice(member, stage, { request_to_speak_timestamp: '2026-01-01T00:00:00.000000+00:00' });
		const heard: unknown[] = [];
		world.onChange((change) => void (change.type === 'voiceState' && heard.push(change.state.suppress)));
		expect((await patch(member, { channel_id: stage, suppress: false })).status).toBe(204);
		expect(stateOf(member)).toMatchObject({ suppress: false, request_to_speak_timestamp: null, channel_id: stage });
		expect((await patch(member, { channel_id: stage, suppress: true })).status).toBe(204);
		expect(heard).toEqual([false, true]);
	});

	it('is left alone without the permission to mute members', async () => {
		const { guild, member, stage, patch, stateOf } = await aStage(USUAL);
		guild.setVoice(member, stage);
		expect(await patch(member, { suppress: false })).toMatchObject({ status: 403, body: { code: 50013 } });
		expect(stateOf(member)?.suppress).toBe(true);
	});

	it('of the bot itself: it may fall silent and raise its hand, but not speak, if it only may ask', async () => {
		const { guild, bot, stage, patch, stateOf } = await aStage(USUAL | PermissionFlagsBits.RequestToSpeak);
		guild.setVoice(bot.id, stage);
		const at = '2026-12-01T00:00:00.000000+00:00';
		expect((await patch('@me', { request_to_speak_timestamp: at })).status).toBe(204);
		expect(stateOf()?.request_to_speak_timestamp).toBe(at);
		expect((await patch('@me', { suppress: true, request_to_speak_timestamp: null })).status).toBe(204);
		expect(stateOf()).toMatchObject({ suppress: true, request_to_speak_timestamp: null });
		expect((await patch('@me', { suppress: false })).body.code).toBe(50013);
	});

	it('cannot ask to speak without the permission', async () => {
		const { guild, bot, stage, patch } = await aStage(USUAL);
		const deny = PermissionFlagsBits.RequestToSpeak.toString();
		guild.setOverwrite(stage, { id: guild.id, type: OverwriteType.Role, allow: '0', deny });
		guild.setVoice(bot.id, stage);
		expect((await patch('@me', { request_to_speak_timestamp: new Date().toISOString() })).body.code).toBe(50013);
	});

	it('is refused for somebody who is elsewhere', async () => {
		const { guild, member, stage, lounge, patch } = await aStage();
		expect((await patch(member, { channel_id: stage, suppress: false })).body.code).toBe(10065);
		guild.setVoice(member, lounge);
		expect((await patch(member, { channel_id: lounge, suppress: false })).body.code).toBe(50024);
		expect((await patch(member, { channel_id: stage, suppress: false })).body.code).toBe(40032);
		expect((await patch(member, { channel_id: '1', suppress: false })).body.code).toBe(10003);
		guild.setVoice(member, stage);
		expect((await patch(member, { suppress: 'yes' })).body.code).toBe(50035);
	});
});
