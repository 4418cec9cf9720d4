import { chunkCheck, gateCheck, gatewayCheck } from './checks/gateway.js';
import { nodeCheck, tokenCheck } from './checks/here.js';
import { apiCheck, botCheck, guildCheck, intentCheck, listCheck } from './checks/rest.js';
import { clockCheck, proxyCheck } from './checks/way.js';
import type { Check, Examination } from './Examination.js';
import type { Finding } from './Finding.js';

/** Every check, in the order in which each needs those before it. */
export const CHECKS: readonly Check[] = [
	nodeCheck,
	tokenCheck,
	apiCheck,
	botCheck,
	intentCheck,
	guildCheck,
	listCheck,
	gatewayCheck,
	chunkCheck,
	gateCheck,
	clockCheck,
	proxyCheck,
];

/** A finding with the name of its check. */
export interface NamedFinding extends Finding {
	readonly check: string;
}

/** Runs the checks one after the other. The session that they open ends with the last one. */
export async function* examine(examination: Examination): AsyncGenerator<NamedFinding, void, undefined> {
	try {
		for (const { name, run } of CHECKS) {
			examination.surroundings.signal.throwIfAborted();
			yield { check: name, ...(await run(examination)) };
		}
	} finally {
		await examination.shard?.close();
	}
}
