import { describe, expect, it } from 'vitest';
import { aMember } from '../tests/aMember.js';
import { guildIdOf, readMemberEvent } from './readDispatch.js';

const GUILD = '77';
const read = (t: string, d: unknown) => readMemberEvent({ t, s: 1, d });

describe('readMemberEvent', () => {
	it('reads a join as the whole member, without the guild that the dispatch adds', () => {
		const member = aMember('1', { nick: 'Mira' });
		expect(read('GUILD_MEMBER_ADD', { ...member, guild_id: GUILD })).toEqual({ type: 'add', userId: '1', member });
	});

	it('reads an update as the keys that it carries and no others', () => {
		const event = read('GUILD_MEMBER_UPDATE', { guild_id: GUILD, user: { id: '1' }, nick: null, roles: ['9'] });
		expect(event).toEqual({
			type: 'update',
			userId: '1',
			patch: { user: { id: '1' }, nick: null, roles: ['9'] },
			provesMembership: true,
		});
	});

	it('reads a leave and the deletion of a role', () => {
		expect(read('GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: { id: '1' } })).toEqual({
			type: 'remove',
			userId: '1',
		});
		expect(read('GUILD_ROLE_DELETE', { guild_id: GUILD, role_id: '9' })).toEqual({ type: 'roleDelete', roleId: '9' });
	});

	it('reads deaf and mute from a voice state, which proves no membership since it also comes after a leave', () => {
		const state = { guild_id: GUILD, user_id: '1', channel_id: null, deaf: true, mute: false, self_mute: true };
		expect(read('VOICE_STATE_UPDATE', state)).toEqual({
			type: 'update',
			userId: '1',
			patch: { deaf: true, mute: false },
			provesMembership: false,
		});
	});

	it('hears nothing in a voice state without both, nor in dispatches that are not of members', () => {
		expect(read('VOICE_STATE_UPDATE', { guild_id: GUILD, user_id: '1', deaf: true })).toBeUndefined();
		expect(read('MESSAGE_CREATE', { guild_id: GUILD, author: { id: '1' } })).toBeUndefined();
		expect(read('PRESENCE_UPDATE', { guild_id: GUILD, user: { id: '1' } })).toBeUndefined();
	});
});

describe('guildIdOf', () => {
	it('tells the guild if the dispatch names one', () => {
		expect(guildIdOf({ t: 'TYPING_START', s: 1, d: { guild_id: GUILD } })).toBe(GUILD);
		expect(guildIdOf({ t: 'READY', s: 1, d: { v: 10 } })).toBeUndefined();
		expect(guildIdOf({ t: 'RESUMED', s: 1, d: null })).toBeUndefined();
	});
});
