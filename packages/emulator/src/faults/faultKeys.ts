import { type KeysOf, requireKnownKeys } from '../options/index.js';
import type { GatewayCut, GatewayLoss, GatewayTarget } from './IGatewayControl.js';
import type { BoundFault, MemberRequestFault } from './MemberRequestFault.js';
import type { RestFault } from './RestFault.js';

/** The keys that say which requests a fault meets. */
export const matchKeys = { guildId: true, botId: true, nth: true, times: true } as const;

/** Every key of a fault of requests for members. */
export const memberRequestKeys: KeysOf<BoundFault> = {
	...matchKeys,
	...{ on: true, full: true, lose: true, repeat: true, order: true, cut: true, stale: true, omit: true },
	...{ repeatRows: true, silence: true, delay: true, delayEach: true, refuse: true, stripNonce: true },
	...{ before: true, after: true },
};

/** Every key of a fault of REST. */
export const restKeys: KeysOf<RestFault> = {
	...matchKeys,
	...{ on: true, route: true, status: true, body: true, headers: true, rateLimited: true, cloudflare: true },
	...{ reset: true, delay: true, slowBody: true, truncateBody: true, emptyPage: true, shortPage: true },
	...{ unsorted: true, repeatRows: true },
};

const refuseKeys: KeysOf<NonNullable<BoundFault['refuse']>> = { retryAfter: true, nonce: true };
const afterKeys: KeysOf<NonNullable<BoundFault['after']>> = { chunks: true, do: true };
const rateLimitedKeys: KeysOf<NonNullable<RestFault['rateLimited']>> = { retryAfter: true, global: true, scope: true };
const cloudflareKeys: KeysOf<NonNullable<RestFault['cloudflare']>> = { code: true, retryAfter: true };
/** Every key of a target. */
export const targetKeys: KeysOf<GatewayTarget> = { botId: true, shardId: true };
const cutKeys: KeysOf<GatewayCut> = { ...targetKeys, resumable: true, code: true, abrupt: true };
const lossKeys: KeysOf<GatewayLoss> = { ...targetKeys, hidden: true, event: true };

/** Refuses a fault with a key that nothing reads. */
export function checkFault(fault: MemberRequestFault<never> | RestFault): void {
	if (fault.on === 'rest') {
		requireKnownKeys('faults.add', fault, restKeys);
		if (fault.rateLimited) requireKnownKeys('faults.add: rateLimited', fault.rateLimited, rateLimitedKeys);
		if (fault.cloudflare) requireKnownKeys('faults.add: cloudflare', fault.cloudflare, cloudflareKeys);
		return;
	}
	requireKnownKeys('faults.add', fault, memberRequestKeys);
	if (fault.refuse) requireKnownKeys('faults.add: refuse', fault.refuse, refuseKeys);
	if (fault.after) requireKnownKeys('faults.add: after', fault.after, afterKeys);
}

/** Refuses a target with a key that nothing reads. */
export function checkTarget(fault: string, target: GatewayTarget): void {
	requireKnownKeys(`faults.gateway.${fault}`, target, targetKeys);
}

/** Refuses a cut with a key that nothing reads. */
export function checkCut(cut: GatewayCut): void {
	requireKnownKeys('faults.gateway.cut', cut, cutKeys);
}

/** Refuses a loss with a key that nothing reads. */
export function checkLoss(loss: GatewayLoss): void {
	requireKnownKeys('faults.gateway.loseNextEvents', loss, lossKeys);
}
