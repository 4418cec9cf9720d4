import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { DashboardEnvironment } from '../../environment/index.js';

type Headers = FastifyRequest['headers'];

/**
 * Whether the caller meant this server. A page of another site can let its own name point to this machine, and would then
 * count as the same origin here. So only addresses, `localhost` and names from the environment are known.
 */
export function isKnownHost({ host }: Headers, { host: own, names = [] }: DashboardEnvironment): boolean {
	if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
	const { hostname } = new URL(`http://${host}`);
	return (
		isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0 || ['localhost', own.toLowerCase(), ...names].includes(hostname)
	);
}

/** Whether a page of another site asks, other than by a link that somebody follows. Browsers say so; programs say nothing. */
export function isFromOtherSite(headers: Headers): boolean {
	const site = headers['sec-fetch-site'];
	if (site === undefined || site === 'same-origin' || site === 'none') return false;
	return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}

/** Whether a page of this server asks. A browser sends the origin with every POST, and no page can change it. */
export function isFromOwnPage({ origin, host }: Headers): boolean {
	return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
