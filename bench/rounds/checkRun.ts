import type { MeasuredFetch } from '../measuring/measureFetch.js';
import type { MeasuredReads } from '../measuring/measureReads.js';
import type { Changed, Truth } from '../processes/EmulatorCommands.js';

/** The answers of a side in one run. */
export interface RunAnswers {
	readonly fetched: MeasuredFetch;
	readonly read: MeasuredReads;
	readonly digest: string;
	readonly rawDigest: string | undefined;
	/** The changed members in its list; left out if events do not change its list. */
	readonly changedDigest?: string;
}

/** Everything that a side answered wrongly, in words; empty if all is right. */
export function checkRun({ fetched, read, ...answers }: RunAnswers, truth: Truth, changed: Changed): string[] {
	const wrong: string[] = [];
	const expect = (what: string, given: unknown, right: unknown) => {
		if (given !== right) wrong.push(`${what} is ${given}, and ${right} in the world`);
	};
	expect('the number of members', fetched.count, truth.count);
	expect('the number of members of a second call', read.secondCount ?? truth.count, truth.count);
	expect('the number of members of the role', read.roleSize, truth.roleSize);
	expect('the number of members with a nickname', read.nicknamed, truth.nicknamed);
	expect('the number of members not found by id', read.unfound.length, 0);
	expect('the fingerprint of the list', answers.digest, truth.digest);
	expect('the fingerprint of all fields', answers.rawDigest ?? truth.rawDigest, truth.rawDigest);
	expect('the fingerprint of the changed members', answers.changedDigest ?? changed.digest, changed.digest);
	return wrong;
}
