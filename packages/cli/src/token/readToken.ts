import { open } from 'node:fs/promises';
import { codeOf, wrongUsage } from '../errors/index.js';
import type { Surroundings } from '../surroundings/index.js';

/** No token is longer. A larger file is another one. */
const MOST_BYTES = 4_096;
const HOW = 'Put the token of a bot into DISCORD_TOKEN, or into a file and pass --token-file FILE.';

/** The token of the bot, from the file if one is given, else from `DISCORD_TOKEN`. */
export async function readToken(file: string | undefined, env: Surroundings['env']): Promise<string> {
	const where = file === undefined ? 'DISCORD_TOKEN' : 'The token file';
	const text = file === undefined ? env.DISCORD_TOKEN : await readStart(file);
	if (text === undefined) throw wrongUsage(`There is no token. ${HOW}`);
	const token = bare(text);
	if (token === '') throw wrongUsage(`${where} is empty. ${HOW}`);
	if (/^(?:mfa\.|Bearer\s)/i.test(token))
		throw wrongUsage(`${where} has the token of a user, which is refused. ${HOW}`);
	// `fetch` names a header that it cannot send, with its value: such a token must not get that far.
	if (!/^[\x21-\x7e]+$/.test(token)) throw wrongUsage(`${where} has more than a token in it. ${HOW}`);
	return token;
}

/** Without the prefix of the header `Authorization`, and without white space around it. */
export function bare(text: string): string {
	return text.trim().replace(/^Bot(?:\s+|$)/i, '');
}

async function readStart(file: string): Promise<string> {
	const content = await readBytes(file).catch((error: unknown) => {
		throw wrongUsage(`The token file cannot be read (${codeOf(error) ?? 'unknown error'}).`);
	});
	if (content.length > MOST_BYTES) throw wrongUsage('The token file is too large for a token.');
	return content.toString();
}

async function readBytes(file: string): Promise<Buffer> {
	const handle = await open(file);
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, null);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}
