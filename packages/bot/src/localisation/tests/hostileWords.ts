import fc from 'fast-check';

/** Each of these is live in a message, or makes the text after it live. */
export const LIVE_PIECES = [
	'<@123456789012345678>',
	'<@!1>',
	'<@&1>',
	'<#1>',
	'</report:1>',
	'<t:0:R>',
	'<:a:1>',
	'<a:a:1>',
	'<id:customize>',
	'https://evil.example/x_y_z',
	'<https://evil.example>',
	'[free](https://evil.example)',
	'www.evil.example',
	'discord.gg/abc',
	'DISCORD.com/invite/abc',
	'@everyone',
	'@here',
	':joy:',
	':100:',
	'||spoiler||',
	'**b**',
	'*i*',
	'__u__',
	'_i_',
	'~~s~~',
	'`c`',
	'```\nblock\n```',
	'\n# heading\n',
	'\r## heading',
	'\u2028-# small',
	'\n> quote',
	'\n>>> quote',
	'\n- item',
	'\n* item',
	'\n1. item',
	'\n+ item',
	'¯\\_(ツ)_/¯',
	'user#0001',
] as const;

const DIRECTIONS = [...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c'];
const LETTERS = [
	'שלום',
	'مرحبا',
	'١٢',
	'민수',
	'é',
	'e\u0301',
	'👨‍👩‍👧',
	'🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
	'7',
	'a',
	' ',
];
const SIGNS = [...'\\*_~|`<>@#:/[]().-+!&'];
const INVISIBLE = [
	'\u200b',
	'\u200d',
	'\u2060',
	'\ufeff',
	'\u00ad',
	'\u3164',
	'\0',
	'\u001b[31m',
	'\ud800',
	'\udc00',
	'\t',
	'\u0085',
];

const anyOf = (pieces: readonly string[]) => fc.constantFrom(...pieces);

/** Words that try to be markup: live pieces, whole or cut anywhere, among characters that may hide or join them. */
export const hostileWords = fc
	.array(
		fc.oneof(
			{ weight: 4, arbitrary: anyOf(LIVE_PIECES) },
			{ weight: 2, arbitrary: fc.tuple(anyOf(LIVE_PIECES), fc.nat(30)).map(([piece, at]) => piece.slice(at)) },
			{ weight: 2, arbitrary: fc.tuple(anyOf(LIVE_PIECES), fc.nat(30)).map(([piece, at]) => piece.slice(0, at)) },
			{ weight: 3, arbitrary: anyOf(SIGNS) },
			{ weight: 2, arbitrary: anyOf(DIRECTIONS) },
			{ weight: 2, arbitrary: anyOf(LETTERS) },
			{ weight: 1, arbitrary: anyOf(INVISIBLE) },
			{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
		),
		{ maxLength: 24 },
	)
	// A character hidden within a piece: if it is removed, its two sides join.
	.chain((pieces) => fc.tuple(fc.constant(pieces), anyOf(['', '', '\u202e', '\0', '\u0301'.repeat(20)])))
	.map(([pieces, between]) => pieces.join(between).slice(0, 700));
