import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Mark, parseInline, parseMarkdown } from '../../page/src/parseMarkdown.js';

/** The marks as short text: `bold(a)`. */
function show(mark: Mark): string {
	if ('inner' in mark)
		return `${mark.kind}(${mark.inner.map(show).join('')}${mark.kind === 'link' ? ` ${mark.url}` : ''})`;
	if ('id' in mark) return `${mark.kind}(${mark.id})`;
	if (mark.kind === 'time') return `time(${mark.at} ${mark.style})`;
	return mark.kind === 'text' ? mark.text : `${mark.kind}(${mark.text})`;
}

const inline = (text: string) => parseInline(text).map(show).join('');
const showBlock = (block: Block) =>
	block.kind === 'code' ? `code(${block.text})` : `${block.kind}(${block.inner.map(show).join('')})`;

describe('the markdown of messages', () => {
	it.each([
		['**a** *b* _c_ __d__ ~~e~~ ||f|| `g`', 'bold(a) italic(b) italic(c) underline(d) strike(e) spoiler(f) code(g)'],
		['***both***', 'bold(italic(both))'],
		['**a *b* c**', 'bold(a italic(b) c)'],
		['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
		['**never closed', '**never closed'],
		['`**no**` ``a`b``', 'code(**no**) code(a`b)'],
		['\\*no\\* \\\\', '*no* \\'],
		['<@12> <@!13> <@&14> <#15> @everyone', 'user(12) user(13) role(14) channel(15) everyone(@everyone)'],
		['<:wave:1> <a:dance:2> </report hours:3>', 'emoji(:wave:) emoji(:dance:) command(/report hours)'],
		['<t:0:R> <t:5>', 'time(0 R) time(5000 f)'],
		[
			'see https://a.example/b_c_d. (https://c.example)',
			'see link(https://a.example/b_c_d https://a.example/b_c_d). (link(https://c.example https://c.example))',
		],
		[
			'[name](https://a.example) <https://b.example>',
			'link(name https://a.example) link(https://b.example https://b.example)',
		],
		[
			'[a](javascript:alert(1)) [b](data:text/html,x) <script>',
			'[a](javascript:alert(1)) [b](data:text/html,x) <script>',
		],
		['https://', 'https://'],
	])('reads %s', (text, expected) => {
		expect(inline(text)).toBe(expected);
	});

	it('reads lines', () => {
		const text = '# One\n## *Two*\ntext\nmore\n> a\n> b\n- x\n* y\n-# small\n```js\nlet **a**;\n```after';
		expect(parseMarkdown(text).map(showBlock)).toEqual([
			'heading(One)',
			'heading(italic(Two))',
			'paragraph(text\nmore)',
			'quote(a\nb)',
			'item(x)',
			'item(y)',
			'small(small)',
			'code(let **a**;\n)',
			'paragraph(after)',
		]);
	});

	it('makes no link of anything but http, whatever is written', () => {
		const links = (marks: readonly Mark[]): string[] =>
			marks.flatMap((mark) =>
				'inner' in mark ? [...(mark.kind === 'link' ? [mark.url] : []), ...links(mark.inner)] : [],
			);
		const part = fc.constantFrom(
			'[',
			'](',
			')',
			'<',
			'>',
			'https://',
			'javascript:',
			'a.example',
			'*',
			'**',
			'||',
			'_',
			'`',
			'\\',
			' ',
			'\n',
			'@',
			'x',
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
				const text = parts.join('');
				const blocks = parseMarkdown(text);
				const urls = blocks.flatMap((block) => (block.kind === 'code' ? [] : links(block.inner)));
				expect(urls.filter((url) => !/^https?:\/\//.test(url) || !URL.canParse(url))).toEqual([]);
				const shown = blocks.map(showBlock).join('');
				// No letter is lost.
				expect(shown.split('x').length).toBeGreaterThanOrEqual(text.split('x').length);
			}),
		);
	});

	it.each([
		'*',
		'_',
		'**',
		'||',
		'`',
		'```',
		'[',
		'[a](',
		'<',
		'<@',
		'https://',
		'*a',
		'**a ',
		'*_',
		'> ',
		'~~*',
		'@everyone',
	])('takes little work for %s, four thousand characters of it', (part) => {
		const text = part.repeat(Math.ceil(4_000 / part.length)).slice(0, 4_000);
		const before = process.cpuUsage();
		parseMarkdown(text);
		const { user } = process.cpuUsage(before);
		expect(user / 1_000).toBeLessThan(1_000);
	});
});
