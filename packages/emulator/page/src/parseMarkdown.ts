/** A part of a line. */
export type Mark =
	| { readonly kind: 'text' | 'code' | 'everyone' | 'emoji' | 'command'; readonly text: string }
	| { readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'; readonly inner: readonly Mark[] }
	| { readonly kind: 'link'; readonly url: string; readonly inner: readonly Mark[] }
	| { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
	| { readonly kind: 'time'; readonly at: number; readonly style: string };

/** Lines that belong together. */
export type Block =
	| { readonly kind: 'paragraph' | 'quote' | 'small' | 'item'; readonly inner: readonly Mark[] }
	| { readonly kind: 'heading'; readonly level: number; readonly inner: readonly Mark[] }
	| { readonly kind: 'code'; readonly text: string };

/** Marks in marks in marks. */
const DEEPEST = 8;

const PAIRS = [
	['||', 'spoiler'],
	['**', 'bold'],
	['__', 'underline'],
	['~~', 'strike'],
	['*', 'italic'],
	['_', 'italic'],
] as const;

/** What begins with `<` and is not a link. */
const TAGS: readonly (readonly [RegExp, (found: readonly string[]) => Mark])[] = [
	[/<@!?(\d{1,20})>/y, ([, id = '']) => ({ kind: 'user', id })],
	[/<@&(\d{1,20})>/y, ([, id = '']) => ({ kind: 'role', id })],
	[/<#(\d{1,20})>/y, ([, id = '']) => ({ kind: 'channel', id })],
	[/<a?:(\w{1,32}):\d{1,20}>/y, ([, name = '']) => ({ kind: 'emoji', text: `:${name}:` })],
	[/<\/([^:<>]{1,100}):\d{1,20}>/y, ([, name = '']) => ({ kind: 'command', text: `/${name}` })],
	[
		/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
		([, at = '', style = 'f']) => ({ kind: 'time', at: Number(at) * 1000, style }),
	],
	[/<(https?:\/\/[^\s<>]{1,2000})>/y, ([, url = '']) => linkTo(url, url)],
];
const URL_HERE = /https?:\/\/[^\s<>|*]{1,2000}/y;
const NAMED_LINK = /\[([^[\]]{1,200})\]\(<?(https?:\/\/[^\s<>()]{1,2000})>?\)/y;
const EVERYONE = /@(?:everyone|here)\b/y;
const ESCAPED = /\\([\\*_~`|>#\-[\]()<:@])/y;

/**
 * Reads the part of Discord's markdown that shows how a message looks. What it does not know stays text. It gives data and not markup, and
 * takes no longer than the text is long, whatever is in it.
 */
export function parseMarkdown(text: string): Block[] {
	const blocks: Block[] = [];
	let from = 0;
	for (;;) {
		const open = text.indexOf('```', from);
		const close = open < 0 ? -1 : text.indexOf('```', open + 3);
		if (close < 0) break;
		blocks.push(...parseLines(text.slice(from, open)));
		blocks.push({ kind: 'code', text: text.slice(open + 3, close).replace(/^[a-z0-9+#-]*\n/i, '') });
		from = close + 3;
	}
	return [...blocks, ...parseLines(text.slice(from))];
}

/** The lines outside of code. */
function parseLines(text: string): Block[] {
	const blocks: { kind: string; level: number; lines: string[] }[] = [];
	for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
		const [, begin = '', rest = line] = /^(#{1,3} |> |-# |[-*] )(.*)$/.exec(line) ?? [];
		const kind = KINDS[begin[0] === '#' ? '#' : begin] ?? 'paragraph';
		const last = blocks.at(-1);
		const joins = last?.kind === kind && (kind === 'paragraph' || kind === 'quote');
		if (joins) last.lines.push(rest);
		else blocks.push({ kind, level: begin.trim().length, lines: [rest] });
	}
	return blocks
		.filter(({ kind, lines }) => kind !== 'paragraph' || lines.some((line) => line.trim() !== ''))
		.map(({ kind, level, lines }) => ({ kind, level, inner: parseInline(lines.join('\n')) }) as Block);
}

const KINDS: Readonly<Record<string, Block['kind']>> = {
	'#': 'heading',
	'> ': 'quote',
	'-# ': 'small',
	'- ': 'item',
	'* ': 'item',
};

/** The marks of a text without blocks. */
export function parseInline(text: string, depth = 0): Mark[] {
	const marks: Mark[] = [];
	/** Marks that have no end after here are looked for only once. */
	const endless = new Set<string>();
	let plain = '';
	let at = 0;
	const add = (mark: Mark, length: number) => {
		if (plain !== '') marks.push({ kind: 'text', text: plain });
		plain = '';
		marks.push(mark);
		at += length;
	};
	while (at < text.length) {
		const found = readMark(text, at, depth, endless);
		if (!found) plain += text[at++];
		else if (found.mark.kind === 'text') {
			plain += found.mark.text;
			at += found.length;
		} else add(found.mark, found.length);
	}
	if (plain !== '') marks.push({ kind: 'text', text: plain });
	return marks;
}

interface Found {
	readonly mark: Mark;
	readonly length: number;
}

function readMark(text: string, at: number, depth: number, endless: Set<string>): Found | undefined {
	switch (text[at]) {
		case '\\':
			return readBy(ESCAPED, text, at, ([, character = '']) => ({ kind: 'text', text: character }));
		case '`':
			return readCode(text, at, endless);
		case '<':
			for (const [pattern, make] of TAGS) {
				const found = readBy(pattern, text, at, make);
				if (found) return found;
			}
			return undefined;
		case '@':
			return readBy(EVERYONE, text, at, ([all = '']) => ({ kind: 'everyone', text: all }));
		case '[':
			return readBy(NAMED_LINK, text, at, ([, name = '', url = '']) => linkTo(url, name));
		case 'h':
			return readUrl(text, at);
		default:
			return depth < DEEPEST ? readPair(text, at, depth, endless) : undefined;
	}
}

function readBy(
	pattern: RegExp,
	text: string,
	at: number,
	make: (found: readonly string[]) => Mark,
): Found | undefined {
	pattern.lastIndex = at;
	const found = pattern.exec(text);
	return found ? { mark: make(found), length: found[0].length } : undefined;
}

/** A full stop after an address does not belong to it. */
function readUrl(text: string, at: number): Found | undefined {
	const found = readBy(URL_HERE, text, at, ([all = '']) => ({ kind: 'text', text: all }));
	if (found?.mark.kind !== 'text') return undefined;
	const url = found.mark.text.replace(/[.,:;!?'")\]]+$/, '');
	return { mark: linkTo(url, url), length: url.length };
}

function readCode(text: string, at: number, endless: Set<string>): Found | undefined {
	const sign = text.startsWith('``', at) ? '``' : '`';
	const close = endOf(sign, text, at + sign.length, endless);
	if (close <= at + sign.length) return undefined;
	return { mark: { kind: 'code', text: text.slice(at + sign.length, close) }, length: close + sign.length - at };
}

function readPair(text: string, at: number, depth: number, endless: Set<string>): Found | undefined {
	for (const [sign, kind] of PAIRS) {
		if (!text.startsWith(sign, at)) continue;
		// A name such as snake_case has no marks in it.
		if (sign === '_' && /\w/.test(text[at - 1] ?? '')) continue;
		const from = at + sign.length;
		let close = endOf(sign, text, from, endless);
		if (close <= from) continue;
		while (sign.length === 2 && text[close + 2] === sign[0]) close++;
		if (sign === '_' && /\w/.test(text[close + 1] ?? '')) continue;
		if (sign === '*' && /\s/.test(text[from] ?? '')) continue;
		const mark = { kind, inner: parseInline(text.slice(from, close), depth + 1) };
		return { mark, length: close + sign.length - at };
	}
	return undefined;
}

function endOf(sign: string, text: string, from: number, endless: Set<string>): number {
	if (endless.has(sign)) return -1;
	const close = text.indexOf(sign, from);
	if (close < 0) endless.add(sign);
	return close;
}

/** An address that browsers open, or the text as it is. */
function linkTo(url: string, name: string): Mark {
	return URL.canParse(url)
		? { kind: 'link', url, inner: [{ kind: 'text', text: name }] }
		: { kind: 'text', text: name };
}
