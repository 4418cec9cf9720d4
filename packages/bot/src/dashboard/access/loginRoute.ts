import type { FastifyInstance } from 'fastify';
import { type Access, SESSION_S } from './Access.js';
import { COOKIE, type Tries } from './guard.js';
import { LOGIN_PATH, loginPage } from './loginPage.js';

/** Exchanges the token for a cookie that scripts cannot read and that no other site can send. */
export function addLogin(server: FastifyInstance, access: Access, tries: Tries): void {
	const form = { parseAs: 'string' } as const;
	server.addContentTypeParser('application/x-www-form-urlencoded', form, (_, body, done) =>
		done(null, Object.fromEntries(new URLSearchParams(String(body)))),
	);
	server.post<{ Body: { token?: string } | null }>(LOGIN_PATH, async (request, reply) => {
		reply.type('text/html; charset=utf-8');
		if (!(await tries(request))) return reply.code(429).send(loginPage('Too many tokens were tried. Wait a minute.'));
		if (!access.isToken(request.body?.token?.trim() ?? ''))
			return reply.code(401).send(loginPage('This is not the token.'));
		const isSecure = request.headers['x-forwarded-proto'] === 'https';
		const kept = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure, maxAge: SESSION_S } as const;
		return reply.setCookie(COOKIE, access.createSession(), kept).redirect('/', 303);
	});
}
