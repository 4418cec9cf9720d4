import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));

it('Only Markup makes mentions, since a mention in a string would be shown as written', () => {
	const makers = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
		.filter((file) =>
			/\b(user|role|channel)Mention\(|`<[@#]|\bescapeMarkdown\(/.test(readFileSync(SOURCES + file, 'utf8')),
		);
	expect(makers).toEqual(['localisation/Markup.ts']);
});
