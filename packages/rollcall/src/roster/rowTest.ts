import type { CheckedQuery } from './checkQuery.js';
import { BOT_PLACE, PENDING_PLACE, PREMIUM_SINCE_PLACE, TIMEOUT_PLACE } from './columns/fields.js';
import type { MemberRows } from './columns/MemberRows.js';
import type { RoleSets } from './columns/RoleSets.js';

type RowTest = (row: number) => boolean;

/**
 * Says for a row whether its member meets a query. A condition reads its own column and nothing else.
 *
 * @param bound - rows that the reader sees
 * @param isRole - whether the guild had a role of this id
 */
export function rowTest(
	query: CheckedQuery,
	rows: MemberRows,
	bound: number,
	isRole: (id: string) => boolean,
): RowTest {
	const tests = testsOf(query, rows, marksOf(query, rows.roles, bound, isRole));
	return (row) => {
		for (let i = 0; i < tests.length; i++) if (!(tests[i] as RowTest)(row)) return false;
		return true;
	};
}

/** The quickest conditions come first. No comparison holds with NaN, which stands for a date that is not known. */
function testsOf(query: CheckedQuery, rows: MemberRows, marks: Uint8Array | undefined): RowTest[] {
	const { joinedBefore, joinedAfter, bot, pending, boosting, boostingSince, timedOutAt } = query;
	const { roleSet } = rows;
	const tests: RowTest[] = [];
	if (marks) tests.push((row) => marks[roleSet[row] as number] === 1);
	if (bot !== undefined) tests.push((row) => rows.isUserFlagged(row, BOT_PLACE) === bot);
	if (pending !== undefined) tests.push((row) => rows.isFlagged(row, PENDING_PLACE) === pending);
	if (joinedBefore !== undefined) tests.push((row) => rows.joinedAtOf(row) < joinedBefore);
	if (joinedAfter !== undefined) tests.push((row) => rows.joinedAtOf(row) > joinedAfter);
	if (boosting !== undefined) tests.push((row) => !Number.isNaN(rows.dateOf(row, PREMIUM_SINCE_PLACE)) === boosting);
	if (boostingSince !== undefined) tests.push((row) => rows.dateOf(row, PREMIUM_SINCE_PLACE) <= boostingSince);
	if (timedOutAt !== undefined) tests.push((row) => rows.dateOf(row, TIMEOUT_PLACE) > timedOutAt);
	return tests;
}

/** A mark for each role set that meets all conditions on roles; `undefined` if there are none. */
function marksOf(
	{ allRoles, anyRoles, noRoles, hasRoles }: CheckedQuery,
	roles: RoleSets,
	bound: number,
	isRole: (id: string) => boolean,
): Uint8Array | undefined {
	const all: Uint8Array[] = [];
	if (allRoles?.every(isRole)) all.push(roles.withAllRoles(allRoles, bound));
	else if (allRoles) all.push(new Uint8Array(roles.size));
	if (anyRoles) all.push(roles.withAnyRole(anyRoles.filter(isRole), bound));
	if (noRoles) all.push(opposite(roles.withAnyRole(noRoles.filter(isRole), bound)));
	if (hasRoles === false) all.push(roles.withoutRoles(bound, isRole));
	if (hasRoles === true) all.push(opposite(roles.withoutRoles(bound, isRole)));
	const [first, ...rest] = all;
	return first?.map((mark, set) => (rest.every((marks) => marks[set] === 1) ? mark : 0));
}

function opposite(marks: Uint8Array): Uint8Array {
	return marks.map((mark) => 1 - mark);
}
