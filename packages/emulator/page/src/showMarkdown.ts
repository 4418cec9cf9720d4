import { element } from './elements.js';
import { type Block, type Mark, parseInline, parseMarkdown } from './parseMarkdown.js';
import { timeOfDay } from './words.js';

/** The names of what a text mentions. */
export interface Names {
	person(id: string): string | undefined;
	role(id: string): string | undefined;
	channel(id: string): string | undefined;
}

/** A text of the world as elements: nothing in it is ever read as markup. */
export function showMarkdown(text: string, names: Names): Node[] {
	return parseMarkdown(text).map((block) => showBlock(block, names));
}

/** A text of one line. */
export function showInline(text: string, names: Names): Node[] {
	return parseInline(text).map((mark) => showMark(mark, names));
}

function showBlock(block: Block, names: Names): Node {
	if (block.kind === 'code') return element('pre', { tabindex: '0' }, element('code', {}, block.text));
	const inner = block.inner.map((mark) => showMark(mark, names));
	switch (block.kind) {
		case 'quote':
			return element('blockquote', {}, ...inner);
		case 'heading':
			return element('p', { class: `heading level${block.level}` }, ...inner);
		case 'small':
			return element('p', { class: 'faint' }, ...inner);
		case 'item':
			return element('p', { class: 'item' }, ...inner);
		default:
			return element('p', {}, ...inner);
	}
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' } as const;

function showMark(mark: Mark, names: Names): Node {
	switch (mark.kind) {
		case 'text':
			return document.createTextNode(mark.text);
		case 'code':
			return element('code', {}, mark.text);
		case 'emoji':
		case 'everyone':
		case 'command':
			return mention(mark.text);
		case 'user':
			return mention(`@${names.person(mark.id) ?? mark.id}`);
		case 'role':
			return mention(`@${names.role(mark.id) ?? 'deleted-role'}`);
		case 'channel':
			return mention(`#${names.channel(mark.id) ?? 'unknown'}`);
		case 'time':
			return element('time', {}, showTime(mark.at, mark.style));
		case 'link':
			return link(mark.url, ...mark.inner.map((each) => showMark(each, names)));
		case 'spoiler':
			return spoiler(mark.inner.map((each) => showMark(each, names)));
		default:
			return element(TAGS[mark.kind], {}, ...mark.inner.map((each) => showMark(each, names)));
	}
}

const mention = (text: string) => element('span', { class: 'mention' }, text);

/** A link that opens beside this page, and tells the other side nothing about it. An address of another kind stays text. */
export function link(url: string, ...children: (Node | string)[]): Node {
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return element('span', {}, ...children);
	return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

function spoiler(inner: Node[]): Node {
	const hidden = element(
		'span',
		{ class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': 'Spoiler' },
		...inner,
	);
	const show = () => {
		hidden.classList.add('open');
		hidden.removeAttribute('aria-label');
	};
	hidden.addEventListener('click', show);
	hidden.addEventListener('keydown', ({ key }) => void (key === 'Enter' && show()));
	return hidden;
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
	d: { dateStyle: 'short' },
	D: { dateStyle: 'long' },
	T: { timeStyle: 'medium' },
	F: { dateStyle: 'full', timeStyle: 'short' },
};
const UNITS = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
	['second', 1_000],
] as const;

function showTime(at: number, style: string): string {
	if (Number.isNaN(new Date(at).getTime())) return 'Invalid date';
	if (style === 't') return timeOfDay(at);
	if (style !== 'R')
		return new Intl.DateTimeFormat('en-GB', STYLES[style] ?? { dateStyle: 'long', timeStyle: 'short' }).format(at);
	const difference = at - Date.now();
	const [unit, ms] = UNITS.find(([, size]) => Math.abs(difference) >= size) ?? UNITS[3];
	return new Intl.RelativeTimeFormat('en').format(Math.round(difference / ms), unit);
}
