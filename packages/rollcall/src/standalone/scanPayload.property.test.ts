import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { GatewayDispatch } from '../interfaces/ITransport.js';
import type { MemberList } from '../roster/MemberList.js';
import { MemberTable } from '../roster/MemberTable.js';
import { readChunk } from '../sync/readChunk.js';
import { nested } from '../tests/nested.js';
import { scanPayload } from './scanPayload.js';

/** Values as they may stand in JSON, and some that may not. */
const TEXTS = [
	...[
		'""',
		'"Mira"',
		'"0"',
		'"dusty.rocket_7"',
		'"Dusty"',
		'"한지호 🦊 é"',
		'"\u2028"',
		'"\\u0030"',
		'"\\ud83e\\udd8a"',
	],
	...[
		'"\\ud800"',
		'"a\\udc00b"',
		'"\\"members\\":["',
		'"\\\\"',
		'"\\/\\b\\f\\n\\r\\t"',
		'"a_9b857002378e2404dbeb51182b35eb90"',
	],
	...['"9b857002378e2404dbeb51182b35eb90"', '"9B857002378e2404dbeb51182b35eb90"', '"9b857002378e2404dbeb51182b35eb9g"'],
	...[
		'"2025-11-21T17:31:44.155000+00:00"',
		'"2025-11-21T17:31:44+00:00"',
		'"2025-11-21T17:31:44.155Z"',
		'"2025-02-30T17:31:44Z"',
	],
	...['"287011441214450868"', '"18446744073709551616"', `"${'long '.repeat(40)}"`, `"${'é'.repeat(60)}"`],
	...[
		'0',
		'-0',
		'7',
		'128',
		'4294967295',
		'4294967296',
		'123456789',
		'1234567890',
		'-5',
		'1.5',
		'0.0',
		'1e3',
		'1E-2',
		'-1e400',
	],
	...['null', 'true', 'false', '{}', '[]', '[""]', '["1","1"]', '["\\u0031"]', '[1,"2"]', '["1",["2"]]', '[null]'],
	...['{"asset":"a_9b857002378e2404dbeb51182b35eb90","sku_id":"287011441214450868"}', '{"__proto__":{"a":1},"b":"}]"}'],
	...[
		'["287011441214450868","287013454483150644"]',
		'["287013454483150644"]',
		'["admin"]',
		'{"2":1,"1":2,"x":{"y":[{}]}}',
	],
	...[JSON.stringify(nested(33)), JSON.stringify(nested(32))],
];
const WRONG = [
	'',
	'01',
	'-',
	'+1',
	'.5',
	'1.',
	'0x1',
	'nul',
	'nulll',
	'True',
	'undefined',
	'"',
	'"\n"',
	'"\\x"',
	'[1,]',
	'{"a"}',
	'[',
	'}',
];

const KEYS = [
	...[
		'avatar',
		'banner',
		'communication_disabled_until',
		'flags',
		'joined_at',
		'nick',
		'premium_since',
		'roles',
		'mute',
	],
	...[
		'deaf',
		'pending',
		'permissions',
		'avatar_decoration_data',
		'collectibles',
		'username',
		'discriminator',
		'global_name',
	],
	...['public_flags', 'bot', 'system', 'accent_color', 'banner_color', 'primary_guild', 'clan', 'display_name_styles'],
	...[
		'id',
		'user',
		'future',
		'__proto__',
		'constructor',
		'toString',
		'0',
		'10',
		'-1',
		'ni\\u0063k',
		'n\\"',
		'',
		'é',
		'members',
	],
];

const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 60) =>
	fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
const blank = rarely(fc.constant(''), fc.constantFrom(' ', '\n', '\t', '\r', '  \n', '\u00a0'), 400);
const value = rarely(fc.constantFrom(...TEXTS), fc.constantFrom(...WRONG), 400);
const NONE = fc.constant<[string, string][]>([]);
const entry: fc.Arbitrary<[string, string]> = fc.tuple(fc.constantFrom(...KEYS), value);

/** `{…}` of entries that are texts already, each token between blanks. */
const objectOf = (entries: fc.Arbitrary<readonly (readonly [string, string])[]>) =>
	fc.tuple(entries, fc.infiniteStream(blank)).map(([pairs, blanks]) => {
		const next = () => blanks.next().value as string;
		const parts = pairs.map(([key, text]) => `${next()}"${key}"${next()}:${next()}${text}${next()}`);
		return `{${parts.join(',')}}`;
	});

const id = rarely(
	fc.bigInt({ min: 1n, max: 40n }).map((number) => `"${number * 1_000_000_000_000_001n}"`),
	fc.constantFrom('"0"', '"x"', '""', '1', 'null', '"\\u0031"', '"18446744073709551616"', '"184467440737095516159"'),
	300,
);
const user = fc
	.tuple(id, fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 8 }), fc.nat())
	.map(([ofUser, entries, at]) => {
		const others = entries.filter(([key]) => key !== 'id');
		return others.toSpliced(at % (others.length + 1), 0, ['id', ofUser]);
	});
const member = objectOf(
	fc
		.tuple(
			objectOf(user),
			fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 10 }),
			fc.nat(),
			rarely(NONE, fc.array(entry, { maxLength: 1 }), 20),
		)
		.map(([ofMember, entries, at, again]) => {
			const others = entries.filter(([key]) => key !== 'user');
			return [...others.toSpliced(at % (others.length + 1), 0, ['user', ofMember]), ...again];
		}),
);
const list = rarely(
	fc.array(member, { maxLength: 6 }).map((members) => `[${members.join(',')}]`),
	fc.constantFrom('{}', 'null', '[null]', '[1]', '[{}]', '[[]]', '[{"user":{}}]', '[,]', '"members"'),
	40,
);
const envelope = fc
	.tuple(
		list,
		rarely(NONE, fc.array(fc.tuple(fc.constantFrom<string[]>('members', 'd', 'presences', '0'), value)), 10),
		fc.boolean(),
	)
	.chain(([members, others, isFirst]) => {
		const facts = [
			['guild_id', '"7"'],
			['chunk_index', '0'],
			['chunk_count', '1'],
			['nonce', '"n"'],
		] as const;
		const list = ['members', members] as const;
		return objectOf(fc.constant([...(isFirst ? [list, ...facts] : [...facts, list]), ...others]));
	})
	.chain((d) => {
		const name = rarely(fc.constant('"GUILD_MEMBERS_CHUNK"'), fc.constantFrom('"GUILD_CREATE"', 'null'), 30);
		const extra = rarely(NONE, fc.array(fc.tuple(fc.constantFrom<string[]>('d', 't', 'op', 'x'), value)), 20);
		return objectOf(
			fc.tuple(name, extra).map(([t, more]) => [['t', t], ['s', '5'], ['op', '0'], ['d', d], ...more] as const),
		);
	});

/** A payload that may be cut, or have a character too many or too few. */
const payload = fc
	.tuple(envelope, rarely(fc.constant(undefined), fc.constantFrom('cut', 'drop', 'double', 'break'), 6), fc.nat())
	.map(([text, blow, where]) => {
		const at = where % text.length;
		if (blow === 'cut') return text.slice(0, at);
		if (blow === 'drop') return text.slice(0, at) + text.slice(at + 1);
		if (blow === 'double') return text.slice(0, at) + text[at] + text.slice(at);
		return blow === 'break' ? `${text.slice(0, at)}\u0001${text.slice(at)}` : text;
	});

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Everything that can be read of a table with these members, in its order. */
function tableOf(members: MemberList | undefined, fields: 'all' | readonly string[]) {
	if (!members) return undefined;
	const table = new MemberTable({ fields });
	const puts = members.ids.map((_, index) => table.take(members, index));
	const view = table.view();
	const rows = view.toJSON();
	return { puts, rows, texts: rows.map((row) => JSON.stringify(row)), roles: view.roleCounts(), bytes: table.bytes };
}

/** Who is in a list, and whether in the order of their ids. */
function orderOf(members: MemberList | undefined) {
	return members && [members.isRising, members.ids, members.ids.map((_, index) => members.idAt(index))];
}

const FIELDS = ['all', ['nick', 'joined_at', 'user.username', 'user.avatar'], []] as const;

it('means what JSON.parse means, of every payload and of every member', () => {
	let scanned = 0;
	fc.assert(
		fc.property(payload, fc.constantFrom(...FIELDS), (text, fields) => {
			const bytes = Buffer.from(text);
			const given = scanPayload(bytes) as GatewayDispatch | undefined;
			if (given === undefined) return; // handed over
			scanned++;
			const expected = parse(bytes.toString()) as GatewayDispatch;
			const [list, expectedList] = [readChunk(given), readChunk(expected)];
			assert.deepStrictEqual(tableOf(list?.members, fields), tableOf(expectedList?.members, fields));
			assert.deepStrictEqual(
				list?.members.ids.map((_, index) => [list.members.get(index), list.members.rolesOf(index)]),
				expectedList?.members.ids.map((_, index) => [
					expectedList.members.get(index),
					expectedList.members.rolesOf(index),
				]),
			);
			assert.deepStrictEqual(orderOf(list?.members), orderOf(expectedList?.members));
			assert.deepStrictEqual({ ...list, members: [] }, { ...expectedList, members: [] });
			assert.equal(JSON.stringify(given), JSON.stringify(expected));
			assert.deepStrictEqual(given, expected);
		}),
		{ numRuns: 500 * inject('depth') },
	);
	expect(scanned).toBeGreaterThan(200 * inject('depth'));
});
