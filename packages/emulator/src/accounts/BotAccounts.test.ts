import { describe, expect, it } from 'vitest';
import { BotAccounts } from './index.js';

describe('BotAccounts', () => {
	it('makes the same bots from the same seed and others from another', () => {
		const users = (seed: number) => [...new BotAccounts([{}, {}], seed)].map(({ user }) => user);
		expect(users(1)).toEqual(users(1));
		expect(users(2)[0]?.id).not.toBe(users(1)[0]?.id);
		expect(new Set(users(1).map(({ id }) => id)).size).toBe(2);
	});

	it('makes a token that no other emulator has, in the shape of a real one', () => {
		const tokens = [1, 1].flatMap((seed) => [...new BotAccounts([{}, {}], seed)].map(({ token }) => token));
		expect(new Set(tokens).size).toBe(4);
		for (const token of tokens) expect(token).toMatch(/^[\w-]{24,26}\.[\w-]{6}\.[\w-]{38}$/);
	});

	it('finds a bot by its token with and without the word Bot', () => {
		const accounts = new BotAccounts([{ token: 'secret' }], 1);
		expect(accounts.byToken('secret')).toBe(accounts.byToken('Bot secret'));
		expect(accounts.byToken('Bearer secret')).toBeUndefined();
	});

	it('grants every intent and administrator by default', () => {
		const [open, closed] = [...new BotAccounts([{}, { intents: { members: false }, permissions: '0' }], 1)];
		expect(open).toMatchObject({ intents: { members: true, presences: true, messageContent: true }, permissions: 8n });
		expect(closed).toMatchObject({ intents: { members: false, presences: true }, permissions: 0n });
	});

	it('refuses two bots with one id or one token', () => {
		expect(() => new BotAccounts([{ id: '100000000000000000' }, { id: '100000000000000000' }], 1)).toThrow(/Two bots/);
		expect(() => new BotAccounts([{ token: 'same' }, { token: 'same' }], 1)).toThrow(/same token/);
	});
});
