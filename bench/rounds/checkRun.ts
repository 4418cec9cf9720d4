import type { MeasuredFetch } from '../measuring/measureFetch.js';
import type { MeasuredReads } from '../measuring/measureReads.js';
import type { MeasuredStream } from '../measuring/measureStalls.js';
import type { ReadName } from '../measuring/Reads.js';
import type { Changed, Truth } from '../processes/EmulatorCommands.js';
import type { MeasuredObjects } from '../processes/SideCommands.js';

/** The answers of a side in one run. */
export interface RunAnswers {
	readonly fetched: MeasuredFetch;
	readonly read: MeasuredReads;
	readonly digest: string;
	readonly rawDigest: string | undefined;
	/** The changed members in its list; left out if events do not change its list. */
	readonly changedDigest?: string;
	readonly objects: MeasuredObjects;
	/** What its listener heard; left out if it has none. */
	readonly heardDigest?: string;
	/** Left out if it has no stream. */
	readonly streamed: MeasuredStream | undefined;
}

/** What is right. */
export interface RightAnswers {
	readonly guild: Truth;
	/** Of the guild that is streamed. */
	readonly fresh: Truth;
	readonly changed: Changed;
	/** What a listener heard. */
	readonly heardDigest: string;
}

/** Everything that a side answered wrongly, in words; empty if all is right. */
export function checkRun({ fetched, read, objects, streamed, ...answers }: RunAnswers, right: RightAnswers): string[] {
	const { guild: truth, fresh, changed } = right;
	const wrong: string[] = [];
	const expect = (what: string, given: unknown, expected: unknown) => {
		if (given !== expected) wrong.push(`${what} is ${given}, and ${expected} in the world`);
	};
	expect('the number of members', fetched.count, truth.count);
	expect('the number of members of a second call', read.secondCount ?? truth.count, truth.count);
	expect('the number of members of the role', read.roleSize, truth.roleSize);
	expect('the number of members with a nickname', read.nicknamed, truth.nicknamed);
	expect('the number of members not found by id', read.unfound.length, 0);
	expect('the fingerprint of the list', answers.digest, truth.digest);
	expect('the fingerprint of all fields', answers.rawDigest ?? truth.rawDigest, truth.rawDigest);
	expect('the fingerprint of the changed members', answers.changedDigest ?? changed.digest, changed.digest);
	for (const { surface, name, figure } of objects.reads.answers) {
		expect(`the read "${name}" of the ${surface}`, figure, figureOf(name, truth));
	}
	if (objects.cache) {
		const { gets, walk } = objects.cache;
		expect('the number of wrong gets', gets.wrong, 0);
		expect('the sum of what was read of members', gets.readSum, truth.read);
		expect('the sum of the usernames of a walk', walk.names, truth.names);
	}
	expect('the fingerprint of what a listener heard', answers.heardDigest ?? right.heardDigest, right.heardDigest);
	expect('the number of members of a stream', streamed?.count ?? fresh.count, fresh.count);
	expect('the sum of the usernames of a stream', streamed?.names ?? fresh.names, fresh.names);
	expect('the number in a filter in pieces', objects.filter?.nicknamed ?? truth.nicknamed, truth.nicknamed);
	return wrong;
}

/** What a read of every member must give. */
function figureOf(name: ReadName, { nicknamed, roleSize, bots, names, flags }: Truth): number {
	return { nickname: nicknamed, role: roleSize, roleMembers: roleSize, bot: bots, names, flags }[name];
}
