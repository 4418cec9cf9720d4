/*
 * Node loads this before a bot: `NODE_OPTIONS=--import …`. Without the variable it does nothing, since the bot's own children
 * inherit it, too.
 */
import { redirect } from './redirect.js';

const address = process.env.ROLLCALL_EMULATOR;
if (address !== undefined && URL.canParse(address)) {
	const { protocol, hostname, port } = new URL(address);
	redirect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), isSecure: protocol === 'https:' });
}
