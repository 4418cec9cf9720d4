import { DiscordAPIError } from 'discord.js';
import { expect, it } from 'vitest';
import { createLogger } from './createLogger.js';

const SECRET = 'the-token-of-the-bot';

function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): string {
	const lines: string[] = [];
	const environment = { logLevel: 'info', token: SECRET, dashboard: { host: '::1', port: 0 } } as const;
	write(createLogger(environment, { write: (line) => void lines.push(line) }));
	return lines.join('');
}

it('Logs a failed request without its URL and its body', () => {
	const url = 'https://discord.com/api/v10/interactions/1/hush/callback';
	const body = { json: { content: 'hush' }, files: [] };
	const error = new DiscordAPIError({ message: 'Unknown interaction', code: 10062 }, 10062, 404, 'POST', url, body);
	const line = linesOf((logger) => logger.error({ err: error }, 'failed'));
	expect(JSON.parse(line).err).toMatchObject({
		code: 10062,
		status: 404,
		method: 'POST',
		message: 'Unknown interaction',
	});
	expect(line).not.toContain('hush');
});

it('Hides the token anywhere in an error, causes included', () => {
	const error = new Error(`outer ${SECRET}`, { cause: new Error(`inner ${SECRET}`) });
	const line = linesOf((logger) => logger.error({ err: error }, 'failed'));
	expect(JSON.parse(line).err).toMatchObject({ message: 'outer [secret]', cause: { message: 'inner [secret]' } });
	expect(line).not.toContain(SECRET);
});

it('Logs anything that is thrown', () => {
	expect(linesOf((logger) => logger.error({ err: 'just words' }, 'failed'))).toContain('just words');
});
