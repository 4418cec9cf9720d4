import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DashboardEnvironment } from '../../environment/index.js';
import type { Access } from './Access.js';
import { isFromOtherSite, isFromOwnPage, isKnownHost } from './callers.js';
import { LOGIN_PATH, loginPage } from './loginPage.js';
import type { WrongTokens } from './WrongTokens.js';

export const COOKIE = 'rollcall_dashboard';
/** They say one word to everybody: probes have no token, and call by whatever name they have. */
const PROBES: readonly string[] = ['/healthz', '/readyz'];

/** Refuses every request that must not be answered, those for unknown paths included. */
export function guard(
	server: FastifyInstance,
	environment: DashboardEnvironment,
	access: Access,
	wrongTokens: WrongTokens,
): void {
	server.addHook('onRequest', async (request, reply) => {
		const { headers, method } = request;
		const path = request.url.split('?', 1)[0] ?? '';
		if (PROBES.includes(path)) return;
		const bearer = headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
		if (bearer !== undefined && access.needsToken) return checkBearer(request, reply, bearer);
		if (!isKnownHost(headers, environment)) return refuse(reply, 403, UNKNOWN_HOST);
		if (isFromOtherSite(headers)) return refuse(reply, 403, 'Another site may not ask for this.');
		if (method !== 'GET' && method !== 'HEAD' && !isFromOwnPage(headers))
			return refuse(reply, 403, 'Only the page itself may change something: the Origin is missing, or another one.');
		if (!access.needsToken || path === LOGIN_PATH || access.isSession(request.cookies[COOKIE])) return;
		return askForToken(request, reply);
	});

	/** A page of another site cannot know the token, so whoever sends it in a header needs no further check. */
	function checkBearer(request: FastifyRequest, reply: FastifyReply, bearer: string): FastifyReply | undefined {
		if (!wrongTokens.mayTry(request)) return refuse(reply, 429, TOO_MANY);
		if (access.isToken(bearer)) return void wrongTokens.trust(request);
		wrongTokens.note(request, bearer);
		return refuse(reply, 401, 'This is not the DASHBOARD_TOKEN.');
	}
}

export const TOO_MANY = 'Too many wrong tokens were tried. Wait a minute.';
const UNKNOWN_HOST =
	'This is not a name of the dashboard. Call it by its address or as localhost, or add the name to DASHBOARD_NAMES.';

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
	if (status === 401) reply.header('www-authenticate', 'Bearer');
	return reply.code(status).send({ error });
}

/** People get a form, programs a sentence. */
function askForToken({ method, headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
	if (method === 'GET' && headers.accept?.includes('text/html'))
		return reply.code(401).type('text/html; charset=utf-8').send(loginPage());
	return refuse(
		reply,
		401,
		'This needs the DASHBOARD_TOKEN: send it as Authorization: Bearer …, or log in on the page.',
	);
}
