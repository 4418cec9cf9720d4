import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PermissionsBitField } from 'discord.js';
import { expect, it } from 'vitest';
import { permissionsInWords } from './permissionsInWords.js';

const source = fileURLToPath(new URL('..', import.meta.url));
const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
	.map((path) => readFileSync(`${source}/${path}`, 'utf8'));
const spoken = new Set(
	texts.flatMap((text) => [...text.matchAll(/PermissionFlagsBits\.(\w+)/g)].map(([, name]) => name ?? '')),
) as Set<keyof typeof PermissionsBitField.Flags>;

it('names every permission that the bot mentions in both languages', () => {
	expect(spoken.size).toBeGreaterThan(4);
	for (const name of spoken) {
		const { en, ko } = permissionsInWords([name]);
		expect(ko).toMatch(/^[가-힣 ]+$/);
		expect(en).toMatch(/^[A-Z][A-Za-z ]+$/);
	}
	expect(permissionsInWords(['ManageGuild', 'ManageRoles'])).toEqual({
		en: 'Manage Server, Manage Roles',
		ko: '서버 관리하기, 역할 관리하기',
	});
});
