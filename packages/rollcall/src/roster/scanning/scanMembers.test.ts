import { expect, it } from 'vitest';
import { readChunk } from '../../sync/readChunk.js';
import { aMember } from '../../tests/aMember.js';
import { MemberTable } from '../MemberTable.js';
import { scanMembers } from './MemberScanner.js';
import { attachMembers, unreadMembers } from './unreadMembers.js';

const LIST = [aMember('1', { nick: 'Mira', roles: ['7', '8'] }), aMember('2', { mute: true })];

function scan(text: string) {
	return scanMembers(Buffer.from(text), 0) ?? expect.fail('It was not understood.');
}

function aChunk() {
	const chunk: Record<string, unknown> = { guild_id: '9', members: undefined, chunk_index: 0, chunk_count: 1 };
	attachMembers(chunk, scan(JSON.stringify(LIST)));
	return chunk;
}

const read = (d: unknown) => readChunk({ t: 'GUILD_MEMBERS_CHUNK', s: 1, d })?.members;

it('parses no member who is like the others, and hands over those who are not', () => {
	const texts = LIST.map((member) => JSON.stringify(member));
	const odd = [
		`{"user" :{"id":"3"}}`,
		`{"user":{"id":"4"},"nick":"a","nick":"b"}`,
		`{"n\\u0069ck":"c","user":{"id":"5"}}`,
	];
	const unknown = `{"user":{"id":"6","later":[1]},"future":{"a":"b"}}`;
	const members = scan(`[${[...texts, ...odd, unknown].join(',')}]`);
	expect(members.ids).toEqual(['1', '2', '3', '4', '5', '6']);
	expect(members.ids.map((_, index) => members.object(index))).toEqual([
		...[undefined, undefined],
		...odd.map((text) => JSON.parse(text)),
		undefined,
	]);
	const table = new MemberTable();
	for (const index of members.ids.keys()) table.take(members, index);
	expect(table.view().toJSON()).toEqual([...texts, ...odd, unknown].map((text) => JSON.parse(text)));
});

it('gives a role that was deleted and comes again another number', () => {
	const table = new MemberTable();
	const members = scan(JSON.stringify([aMember('1', { roles: ['7'] }), aMember('2', { roles: ['7'] })]));
	table.take(members, 0);
	table.apply({ type: 'roleDelete', roleId: '7' });
	table.take(members, 1);
	expect([table.get('1')?.roles, table.get('2')?.roles]).toEqual([[], ['7']]);
});

it('leaves the members of a payload unread until somebody reads them, and is then like any property', () => {
	const chunk = aChunk();
	expect(read(chunk)).toBe(unreadMembers(chunk));
	expect(Object.keys(chunk)).toEqual(['guild_id', 'members', 'chunk_index', 'chunk_count']);
	expect(JSON.stringify(chunk)).toBe(JSON.stringify({ ...chunk, members: LIST }));
	const members = chunk.members as unknown[];
	expect(members).toEqual(LIST);
	expect(chunk.members).toBe(members);
	expect(Object.getOwnPropertyDescriptor(chunk, 'members')).toMatchObject({ value: members, writable: true });
});

it('sees what others make of the members', () => {
	const [emptied, replaced, frozen] = [aChunk(), aChunk(), Object.freeze(aChunk())];
	(emptied.members as unknown[]).pop();
	replaced.members = [];
	expect([emptied, replaced, frozen].map((chunk) => read(chunk)?.length)).toEqual([1, 0, 2]);
	expect(frozen.members).toBe(frozen.members);
	replaced.members = undefined;
	expect(read(replaced)).toBeUndefined();
});
