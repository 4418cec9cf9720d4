import { once } from 'node:events';
import { WebSocket } from 'ws';
import { cpuSince } from '../../measuring/cpu.js';
import { serve } from '../../processes/serve.js';
import type { ClientCommands, CrowdAnswer, CrowdPlan } from './ClientCommands.js';
import { RawSession } from './RawSession.js';

/** How many sockets are opened at once: a server has a queue of a few hundred for those that it has not accepted. */
const AT_ONCE = 100;
const opened: WebSocket[] = [];

serve<ClientCommands>({ fetch: fetchAll, open, greet });

async function fetchAll({ url, token, guildId, ids, sessions, zlibStream }: CrowdPlan): Promise<CrowdAnswer> {
	const numbers = new Map(ids.map((id, number) => [id, number]));
	const all: RawSession[] = [];
	for (let n = 0; n < sessions; n++) {
		const session = new RawSession(url, token, zlibStream);
		all.push(session);
		await session.announced(guildId);
	}
	const cpu = process.cpuUsage();
	const begun = performance.now();
	const seen = await Promise.all(all.map((session) => distinct(session, guildId, numbers)));
	const [wallMs, cpuMs] = [performance.now() - begun, cpuSince(cpu)];
	await Promise.all(all.map((session) => session.close()));
	const strangers = seen.reduce((sum, each) => sum + each.strangers, 0);
	return { counts: seen.map(({ count }) => count), strangers, wallMs, cpuMs };
}

/** A byte for each member: two hundred sets of a hundred thousand ids would be larger than what is measured. */
async function distinct(session: RawSession, guildId: string, numbers: ReadonlyMap<string, number>) {
	const isSeen = new Uint8Array(numbers.size);
	let strangers = 0;
	await session.fetch(guildId, (id) => {
		const number = numbers.get(id);
		if (number === undefined) strangers += 1;
		else isSeen[number] = 1;
	});
	return { count: isSeen.reduce((sum, one) => sum + one, 0), strangers };
}

async function open({ url, count }: { readonly url: string; readonly count: number }): Promise<number> {
	for (let n = 0; n < count; n += AT_ONCE) {
		const some = Array.from({ length: Math.min(AT_ONCE, count - n) }, () => new WebSocket(url));
		opened.push(...some);
		await Promise.all(some.map((socket) => once(socket, 'open')));
	}
	return opened.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
}

async function greet({ url }: { readonly url: string }): Promise<number> {
	const begun = performance.now();
	const socket = new WebSocket(url);
	await once(socket, 'message');
	socket.terminate();
	return performance.now() - begun;
}
