import type { Answer } from '../../engine/Answer.js';
import { REPLICA_LAG_MS } from '../../sync/replicaLag.js';
import type { VirtualClock } from '../VirtualClock.js';
import type { SimulatedDiscord } from './SimulatedDiscord.js';
import { HEARTBEAT_MS } from './SimulatedGateway.js';
import type { FirstPage } from './SimulatedRest.js';
import type { Rows } from './Timeline.js';

/** The faults of an answer, at the moment when it is given. */
export function judge(answer: Answer, discord: SimulatedDiscord, clock: VirtualClock): string[] {
	const asOf = answer.metadata.asOf - (clock.wallNow() - clock.now());
	const faults = [...judgeFigures(answer), ...judgePeople(answer, discord)];
	const { status } = answer.metadata;
	if (status === 'complete') faults.push(...judgeComplete(answer, discord, clock.now(), asOf));
	if (status !== 'partial' && asOf > discord.untoldAt && !wasPage(answer, discord, asOf)) {
		faults.push(`${status} as of ${asOf}, though what happened at ${discord.untoldAt} was not told`);
	}
	if (status === 'stale' && !wasTold(answer, discord, asOf) && !wasPage(answer, discord, asOf)) {
		faults.push(`stale, but never true since ${asOf}: ${difference(answer, discord.told.since(asOf))}`);
	}
	return faults;
}

function judgeComplete(answer: Answer, discord: SimulatedDiscord, now: number, asOf: number): string[] {
	if (wasPage(answer, discord, asOf)) return [];
	const wrong = differenceNow(answer, discord);
	if (wrong !== '') return [`complete, but ${wrong}`];
	if (!discord.isLive) return ['complete, though the session vouches for nothing'];
	const silence = now - discord.gateway.heardAt;
	if (silence > 1.5 * HEARTBEAT_MS) return [`complete, though nothing was heard for ${silence} ms`];
	return [];
}

/** The list of one page, which is the truth of one instant since ten seconds before it was asked for. */
export function wasPage({ view, metadata }: Answer, { rest, guild }: SimulatedDiscord, asOf: number): boolean {
	const isIt = ({ askedAt, steps, shortened }: FirstPage) => {
		if (asOf > askedAt - REPLICA_LAG_MS || metadata.totalCount > 1_000) return false;
		if (differ(view, guild.truth.after(steps)) === '') return true;
		return shortened !== undefined && differ(view, new Map(shortened.map((member) => [member.user.id, member]))) === '';
	};
	return rest.firstPages.some(isIt);
}

function wasTold(answer: Answer, { told }: SimulatedDiscord, asOf: number): boolean {
	return difference(answer, told.since(asOf)) === '';
}

function judgePeople({ view }: Answer, { guild }: SimulatedDiscord): string[] {
	let strangers = 0;
	for (const id of view.ids()) if (!guild.everMembers.has(id)) strangers++;
	return strangers > 0 ? [`${strangers} who never were members`] : [];
}

function judgeFigures({ view, metadata, success, error }: Answer): string[] {
	const { status, complete, totalCount, expectedCount, coverage, cacheHit, requests } = metadata;
	const faults: string[] = [];
	const demand = (holds: boolean, what: string) => holds || faults.push(what);
	demand(complete === (status === 'complete'), 'complete and status disagree');
	demand(complete === (error === undefined), 'an error belongs to exactly the answers that are not complete');
	demand(totalCount === view.size && success === view.size > 0, 'totalCount or success is not that of the rows');
	// After a refresh that failed, the reason is about that, and not about the count.
	const isSettled = complete && !metadata.fallbackUsed && !metadata.reason?.startsWith('Discord counts');
	demand(expectedCount >= totalCount && (!isSettled || expectedCount === totalCount), 'expectedCount is wrong');
	demand(coverage === (expectedCount === 0 ? 0 : totalCount / expectedCount), 'coverage is not that of the counts');
	demand(!cacheHit || requests.gateway + requests.rest === 0, 'a cache hit that asked');
	return faults;
}

/** How the rows differ from all the `truths`; empty if they equal one of them. */
function difference({ view }: Answer, truths: Iterable<Rows>): string {
	let first = '';
	for (const truth of truths) {
		const found = differ(view, truth);
		if (found === '') return '';
		first ||= found;
	}
	return first || 'nothing was known then';
}

/** Callers who share a list have the same rows: these are compared once with the last state that the client was told. */
const compared = new WeakMap<object, Map<string, string>>();

function differenceNow({ view }: Answer, { told }: SimulatedDiscord): string {
	if (view.size === 0) return differ(view, told.rows);
	const known = compared.get(view.columns) ?? new Map<string, string>();
	compared.set(view.columns, known);
	const key = `${view.bound} ${told.stepCount}`;
	const found = known.get(key) ?? differ(view, told.rows);
	known.set(key, found);
	return found;
}

export function differ(view: Answer['view'], truth: Rows): string {
	const seen = new Set<string>();
	for (const row of view.rows()) {
		const real = truth.get(row.user.id);
		if (!real) return describe(view, truth);
		if (!isSame(row, real)) return `${JSON.stringify(row)} should be ${JSON.stringify(real)}`;
		seen.add(row.user.id);
	}
	return seen.size === truth.size && view.size === truth.size ? '' : describe(view, truth);
}

function describe(view: Answer['view'], truth: Rows): string {
	const ids = [...view.ids()];
	const ghosts = ids.filter((id) => !truth.has(id));
	const missing = [...truth.keys()].filter((id) => !view.has(id));
	return `${view.size} of ${truth.size}: ghosts [${ghosts.slice(0, 3)}], missing [${missing.slice(0, 3)}]`;
}

/** Equal in every field; a walk by hand, since these are compared by the million. */
function isSame(row: object, real: object): boolean {
	let left = 0;
	for (const _ in row) left++;
	for (const name in real) {
		const key = name as keyof typeof real;
		const [one, other]: [unknown, unknown] = [row[key], real[key]];
		if (one !== other && !(isObject(one) && isObject(other) && isSame(one, other))) return false;
		left--;
	}
	return left === 0;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
