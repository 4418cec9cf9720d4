import type { FastifyInstance } from 'fastify';
import { type Access, SESSION_S } from './Access.js';
import { COOKIE, TOO_MANY } from './guard.js';
import { LOGIN_PATH, loginPage } from './loginPage.js';
import type { WrongTokens } from './WrongTokens.js';

/** Exchanges the token for a cookie that scripts cannot read and that no other site can send. */
export function addLogin(server: FastifyInstance, access: Access, wrongTokens: WrongTokens): void {
	const form = { parseAs: 'string' } as const;
	server.addContentTypeParser('application/x-www-form-urlencoded', form, (_, body, done) =>
		done(null, Object.fromEntries(new URLSearchParams(String(body)))),
	);
	server.post<{ Body: { token?: unknown } | null }>(LOGIN_PATH, async (request, reply) => {
		reply.type('text/html; charset=utf-8');
		if (!wrongTokens.mayTry(request)) return reply.code(429).send(loginPage(TOO_MANY));
		const token = request.body?.token;
		if (typeof token !== 'string' || !access.isToken(token.trim())) {
			wrongTokens.note(request, String(token));
			return reply.code(401).send(loginPage('This is not the token.'));
		}
		wrongTokens.trust(request);
		const isSecure = request.headers['x-forwarded-proto'] === 'https';
		const kept = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure, maxAge: SESSION_S } as const;
		return reply.setCookie(COOKIE, access.createSession(), kept).redirect('/', 303);
	});
}
