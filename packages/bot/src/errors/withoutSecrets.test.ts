import fc from 'fast-check';
import { expect, it } from 'vitest';
import { costGrowth } from '../../../csv/src/tests/costGrowth.js';
import { StartError, withoutSecrets } from './index.js';

it.each([
	[
		'The database postgres://user:hush@host/db cannot be opened',
		'The database postgres://[secret]@host/db cannot be opened',
	],
	["mkdir 'postgres:/user:hu/sh@host'", "mkdir '[secret]@host'"],
	['at https://host/api?key=hush, and', 'at https://host/api?[secret] and'],
	['file bot.db?key=hush&mode=hush', 'file bot.db?key=[secret]&mode=[secret]'],
	[
		'https://discord.com/api/webhooks/1/aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3',
		'https://discord.com/api/webhooks/1/[token]',
	],
	['x MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.abcdef.abcdefghijklmnopqrstuvwxyz y', 'x [token] y'],
	['Password=hush;Data Source=/data/bot.db', 'Password=[secret];Data Source=/data/bot.db'],
	["mkdir '/srv/api_key=hush/x'", "mkdir '/srv/api_key=[secret]'"],
	['DISCORD_TOKEN=[not shown] can be no token', 'DISCORD_TOKEN=[not shown] can be no token'],
	['put DISCORD_TOKEN=… into a file .env', 'put DISCORD_TOKEN=… into a file .env'],
	['A member types /report role:@Regulars', 'A member types /report role:@Regulars'],
	['a?b://c?hush', 'a?b://c?[secret]'],
	['/data/bot.db cannot be opened: EACCES', '/data/bot.db cannot be opened: EACCES'],
	[
		'at file:///srv/node_modules/@discordjs/rest/dist/index.js:12:3',
		'at file:///srv/node_modules/@discordjs/rest/dist/index.js:12:3',
	],
	[
		'at processTicksAndRejections (node:internal/process/task_queues:105:5)',
		'at processTicksAndRejections (node:internal/process/task_queues:105:5)',
	],
	[
		'The server at http://127.0.0.1:9/api: connect ECONNREFUSED',
		'The server at http://127.0.0.1:9/api: connect ECONNREFUSED',
	],
])('%s', (text, told) => expect(withoutSecrets(text)).toBe(told));

it('no message of a failed start shows a name or a password of a URL', () => {
	const word = fc.stringMatching(/^[\\w.~!$&()*+,;:@%/-]{4,20}$/);
	fc.assert(
		fc.property(word, (password) => {
			const { message } = new StartError(
				`The database x://user:Q${password}Q@host/db cannot be opened: no. Try again.`,
			);
			expect(message).toBe('The database x://[secret]@host/db cannot be opened: no. Try again.');
		}),
	);
});

it.each(['//', 'a://', '/aa:', '=aa:', '-', 'A1a-', 'key=', 'key', '&a=', 'a.', '@', '//@', 'aa:@/'])(
	'costs no more per letter for a long text, even one that repeats %j',
	(part) => {
		const cost = costGrowth((length) => withoutSecrets(part.repeat(length / part.length)));
		expect(cost).toBeLessThan(30); // 8 is linear, 64 the square
	},
);
