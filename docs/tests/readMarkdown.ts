import GithubSlugger from 'github-slugger';
import { marked, type Token, type Tokens } from 'marked';

/** A fenced block, and the last link of the paragraph above it. */
export interface CodeBlock {
	readonly language: string;
	readonly text: string;
	/** Where the paragraph right above points last; empty if it does not. */
	readonly source: string;
}

/** The parts of a page that tests look at. */
export interface Markdown {
	/** Targets of links and images, as they are written. */
	readonly links: readonly string[];
	/** The anchors that GitHub gives its headings, and those that it sets itself. */
	readonly anchors: ReadonlySet<string>;
	readonly blocks: readonly CodeBlock[];
	/** Texts between backticks, within a line. */
	readonly codes: readonly string[];
}

/** Reads a page as GitHub does. */
export function readMarkdown(page: string): Markdown {
	const tokens = marked.lexer(page);
	const all: Token[] = [];
	marked.walkTokens(tokens, (token) => void all.push(token));
	const html = all.filter(({ type }) => type === 'html').map(({ raw }) => raw);
	const slugger = new GithubSlugger();
	const headings = all.filter(({ type }) => type === 'heading').map((token) => slugger.slug(textOf(token)));
	const targets = all.flatMap((token) =>
		token.type === 'link' || token.type === 'image' ? [token.href as string] : [],
	);
	return {
		links: [...targets, ...html.flatMap((raw) => attributes(raw, 'href|src|srcset'))],
		anchors: new Set([...headings, ...html.flatMap((raw) => attributes(raw, 'id|name'))]),
		codes: all.flatMap((token) => (token.type === 'codespan' ? [token.text as string] : [])),
		blocks: blocksIn(tokens.filter(({ type }) => type !== 'space')),
	};
}

function blocksIn(tokens: readonly Token[]): CodeBlock[] {
	return tokens.flatMap((token, index) => {
		if (token.type !== 'code') return [];
		const { lang, text } = token as Tokens.Code;
		const links: string[] = [];
		const above = tokens[index - 1];
		if (above?.type === 'paragraph') {
			marked.walkTokens([above], (part) => void (part.type === 'link' && links.push(part.href)));
		}
		return [{ language: lang ?? '', text, source: links.at(-1) ?? '' }];
	});
}

/** The text alone, from which GitHub makes the anchor. */
function textOf(token: Token): string {
	const parts = 'tokens' in token ? token.tokens : undefined;
	return parts ? parts.map(textOf).join('') : 'text' in token ? token.text : token.raw;
}

function attributes(html: string, names: string): string[] {
	return [...html.matchAll(new RegExp(`\\b(?:${names})="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
}
