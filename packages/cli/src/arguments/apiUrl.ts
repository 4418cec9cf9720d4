import { InvalidArgumentError } from 'commander';

/** The base of Discord's API. */
export const DISCORD_API = 'https://discord.com/api';

/** The base of an API, without a version and without a slash at the end. The token is sent to it, so it must be exact. */
export function apiUrl(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
		throw new InvalidArgumentError('It must be an address such as https://discord.com/api.');
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
		throw new InvalidArgumentError('It must be an address without a user, a query and a fragment.');
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v\d+$/, '');
}

/** Whether what is sent to the API can be read on the way. */
export function isReadable(api: string): boolean {
	const { protocol, hostname } = new URL(api);
	return protocol === 'http:' && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
