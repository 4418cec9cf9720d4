import { SlashCommandBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { startWith } from './startWith.js';

describe('a suggestion', () => {
	const data = new SlashCommandBuilder()
		.setName('try')
		.setDescription('Tries')
		.addStringOption((option) => option.setName('what').setDescription('What').setAutocomplete(true))
		.toJSON();

	it('comes from the command', async () => {
		const { actor } = await startWith({ data, autocomplete: (asked) => asked.respond([{ name: 'one', value: '1' }]) });
		const { choices } = await actor().autocompletes('try', { what: 'o' }, 'what').answer();
		expect(choices).toEqual([{ name: 'one', value: '1' }]);
	});

	it('is empty if it fails', async () => {
		const { actor, log } = await startWith({ data, autocomplete: () => Promise.reject(new Error('broken')) });
		expect((await actor().autocompletes('try', { what: 'o' }, 'what').answer()).choices).toEqual([]);
		expect(log).toContainEqual(expect.objectContaining({ level: 40, msg: 'Suggestions failed' }));
	});
});
