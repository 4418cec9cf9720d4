import { describe, expect, it } from 'vitest';
import { BotAccounts } from './index.js';

describe('BotAccounts', () => {
	it('makes the same tokens and ids from the same seed and others from another', () => {
		const first = [...new BotAccounts([{}, {}], 1)];
		expect([...new BotAccounts([{}, {}], 1)]).toEqual(first);
		expect([...new BotAccounts([{}], 2)][0]?.token).not.toBe(first[0]?.token);
		expect(new Set(first.map((bot) => bot.id)).size).toBe(2);
	});

	it('finds a bot by its token with and without the word Bot', () => {
		const accounts = new BotAccounts([{ token: 'secret' }], 1);
		expect(accounts.byToken('secret')).toBe(accounts.byToken('Bot secret'));
		expect(accounts.byToken('Bearer secret')).toBeUndefined();
	});

	it('grants every intent unless one is refused, and lets a bot administer unless told otherwise', () => {
		const [open, closed] = [...new BotAccounts([{}, { intents: { members: false }, permissions: '0' }], 1)];
		expect(open).toMatchObject({ intents: { members: true, presences: true, messageContent: true }, permissions: 8n });
		expect(closed).toMatchObject({ intents: { members: false, presences: true }, permissions: 0n });
	});

	it('refuses two bots with one id or one token', () => {
		expect(() => new BotAccounts([{ id: '100000000000000000' }, { id: '100000000000000000' }], 1)).toThrow(/Two bots/);
		expect(() => new BotAccounts([{ token: 'same' }, { token: 'same' }], 1)).toThrow(/same token/);
	});
});
