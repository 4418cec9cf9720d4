import type { Answer } from '../../services/Answer.js';
import type { VirtualClock } from '../VirtualClock.js';
import type { SimulatedDiscord } from './SimulatedDiscord.js';
import { HEARTBEAT_MS } from './SimulatedGateway.js';
import type { FirstPage } from './SimulatedRest.js';
import type { Rows } from './Timeline.js';

/** What is wrong with an answer, at the moment in which it is given. */
export function judge(answer: Answer, discord: SimulatedDiscord, clock: VirtualClock): string[] {
	const asOf = answer.metadata.asOf - (clock.wallNow() - clock.now());
	const faults = [...judgeFigures(answer), ...judgePeople(answer, discord)];
	const { status } = answer.metadata;
	if (status === 'complete') faults.push(...judgeComplete(answer, discord, clock.now(), asOf));
	if (status !== 'partial' && asOf > discord.gateway.provenAt && !wasPage(answer, discord, asOf)) {
		faults.push(`${status} as of ${asOf}, though nothing was proven after ${discord.gateway.provenAt}`);
	}
	if (status === 'stale' && !wasTold(answer, discord, asOf) && !wasPage(answer, discord, asOf)) {
		faults.push(`stale, but never true at ${asOf}: ${difference(answer, discord.told.during(asOf))}`);
	}
	return faults;
}

function judgeComplete(answer: Answer, discord: SimulatedDiscord, now: number, asOf: number): string[] {
	if (wasPage(answer, discord, asOf)) return [];
	const wrong = difference(answer, [discord.told.rows]);
	if (wrong !== '') return [`complete, but ${wrong}`];
	if (!discord.isLive) return ['complete, though the session vouches for nothing'];
	if (now - asOf > 1.5 * HEARTBEAT_MS) return [`complete, though nothing was heard for ${now - asOf} ms`];
	return [];
}

/** The list of one page, which is the truth of one instant. */
function wasPage({ view, metadata }: Answer, { rest, guild }: SimulatedDiscord, asOf: number): boolean {
	const isIt = ({ at, steps, shortened }: FirstPage) => {
		if (at !== asOf || metadata.totalCount > 1_000) return false;
		if (differ(view, guild.truth.after(steps)) === '') return true;
		return shortened !== undefined && differ(view, new Map(shortened.map((member) => [member.user.id, member]))) === '';
	};
	return rest.firstPages.some(isIt);
}

function wasTold(answer: Answer, { told }: SimulatedDiscord, asOf: number): boolean {
	return difference(answer, told.during(asOf)) === '';
}

function judgePeople({ view }: Answer, { guild }: SimulatedDiscord): string[] {
	const strangers = [...view.ids()].filter((id) => !guild.everMembers.has(id));
	return strangers.length > 0 ? [`${strangers.length} who never were members`] : [];
}

function judgeFigures({ view, metadata, success, error }: Answer): string[] {
	const { status, complete, totalCount, expectedCount, coverage, cacheHit, requests } = metadata;
	const faults: string[] = [];
	const demand = (holds: boolean, what: string) => holds || faults.push(what);
	demand(complete === (status === 'complete'), 'complete and status disagree');
	demand(complete === (error === undefined), 'an error belongs to exactly the answers that are not complete');
	demand(totalCount === view.size && success === view.size > 0, 'totalCount or success is not that of the rows');
	demand(expectedCount >= totalCount && (!complete || expectedCount === totalCount), 'expectedCount is too low');
	demand(coverage === (expectedCount === 0 ? 0 : totalCount / expectedCount), 'coverage is not that of the counts');
	demand(!cacheHit || requests.gateway + requests.rest === 0, 'a cache hit that asked');
	return faults;
}

/** How the rows differ from all the `truths`; empty where they equal one of them. */
function difference({ view }: Answer, truths: Iterable<Rows>): string {
	let first = '';
	for (const truth of truths) {
		const found = differ(view, truth);
		if (found === '') return '';
		first ||= found;
	}
	return first || 'nothing was known then';
}

function differ(view: Answer['view'], truth: Rows): string {
	const ghosts = [...view.ids()].filter((id) => !truth.has(id));
	const missing = [...truth.keys()].filter((id) => !view.has(id));
	if (ghosts.length + missing.length > 0) return `ghosts [${ghosts.slice(0, 3)}], missing [${missing.slice(0, 3)}]`;
	for (const row of view.rows()) {
		const real = truth.get(row.user.id);
		if (!real || !isSame(row, real)) {
			return `${JSON.stringify(row)} should be ${JSON.stringify(real)}`;
		}
	}
	return '';
}

/** Equal in every field; a walk by hand, since these are compared by the million. */
function isSame(row: object, real: object): boolean {
	const keys = Object.keys(real) as (keyof typeof real)[];
	if (Object.keys(row).length !== keys.length) return false;
	return keys.every((key) => {
		const [one, other]: unknown[] = [row[key], real[key]];
		if (one === other) return true;
		return typeof one === 'object' && typeof other === 'object' && one && other ? isSame(one, other) : false;
	});
}
