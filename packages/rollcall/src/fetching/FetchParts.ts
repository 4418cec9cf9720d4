import type { Roster } from '../roster/Roster.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import { FetchPlan } from './FetchPlan.js';
import { GatewayAttempts } from './GatewayAttempts.js';
import type { PartialRows } from './PartialRows.js';
import { Prover } from './Prover.js';
import { RestWalks } from './RestWalks.js';
import { Setbacks } from './Setbacks.js';

/** What the steps of one fetch share: its requests, its plan, and what went wrong so far. */
export class FetchParts {
	/** The first choice of source failed and another was asked. */
	fallbackUsed = false;
	readonly attempts: GatewayAttempts;
	readonly walks: RestWalks;
	readonly setbacks: Setbacks;
	readonly plan: FetchPlan;
	readonly prover: Prover;

	/** @param keep - holds a roster that was proven */
	constructor(
		readonly context: FetchContext,
		readonly rows: PartialRows,
		readonly expected: ExpectedMembers,
		keep: (roster: Roster) => void,
	) {
		this.attempts = new GatewayAttempts(context, rows);
		this.walks = new RestWalks(context, rows, expected);
		this.setbacks = new Setbacks(context);
		this.plan = new FetchPlan(context, expected, this.attempts, this.walks, this.setbacks);
		this.prover = new Prover(context, expected, keep);
	}
}
