import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import type { DashboardEnvironment } from '../environment/index.js';
import type { Logger } from '../logging/index.js';
import type { Access } from './access/Access.js';
import { guard } from './access/guard.js';
import { LOGIN_STYLE_HASH } from './access/loginPage.js';
import { addLogin } from './access/loginRoute.js';
import { shareConnections } from './access/shareConnections.js';
import type { WrongTokens } from './access/WrongTokens.js';

/** Connections at once. Open pages take one each, and the rest is for what is answered at once. */
const MOST_CONNECTIONS = 256;
const MOST_BYTES = 4_096;
const REQUEST_MS = 10_000;

const POLICY = {
	defaultSrc: ["'none'"],
	scriptSrc: ["'self'"],
	styleSrc: ["'self'", LOGIN_STYLE_HASH],
	imgSrc: ["'self'"],
	connectSrc: ["'self'"],
	baseUri: ["'none'"],
	formAction: ["'self'"],
	frameAncestors: ["'none'"],
	requireTrustedTypesFor: ["'script'"],
};

/** A server that answers nobody without permission. The caller adds the routes. */
export async function createServer(
	environment: DashboardEnvironment,
	access: Access,
	wrongTokens: WrongTokens,
	logger: Logger,
): Promise<FastifyInstance> {
	const server = fastify({
		bodyLimit: MOST_BYTES,
		requestTimeout: REQUEST_MS,
		// An open page must not hold back the stop of the bot.
		forceCloseConnections: true,
		exposeHeadRoutes: false,
	});
	shareConnections(server.server, MOST_CONNECTIONS);
	server.server.headersTimeout = REQUEST_MS;
	await server.register(helmet, {
		contentSecurityPolicy: { useDefaults: false, directives: POLICY },
		// With no-referrer a browser sends a form with the Origin "null".
		referrerPolicy: { policy: 'same-origin' },
		// The connection is plain, or a proxy in front of it has its own policy.
		strictTransportSecurity: false,
	});
	await server.register(cookie);
	server.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'no-store'));
	guard(server, environment, access, wrongTokens);
	if (access.needsToken) addLogin(server, access, wrongTokens);
	server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: 'There is no such page.' }));
	server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
		const status = error.statusCode ?? 500;
		if (status < 500) return reply.code(status).send({ error: error.message });
		logger.error({ err: error, route: request.routeOptions.url }, 'The dashboard could not answer');
		return reply.code(500).send({ error: 'The answer failed. The log says why.' });
	});
	return server;
}
