import { type Check, checks, type Finding } from './checks/index.js';
import type { Target } from './readTarget.js';
import { meetSubject, type Subject } from './Subject.js';

/** The findings on one guild, by the name of the check, and the number of its members. */
export interface Findings {
	readonly members: number;
	readonly byCheck: ReadonlyMap<string, Finding>;
}

/** Runs every check on the guild. @throws if the bot cannot log in or is not in it */
export async function runChecks(target: Target): Promise<Findings> {
	await using subject = await meetSubject(target);
	const byCheck = new Map<string, Finding>();
	for (const check of checks) byCheck.set(check.name, await run(check, subject));
	return { members: subject.service.getCacheStats().members, byCheck };
}

async function run(check: Check, subject: Subject): Promise<Finding> {
	try {
		return await check.run(subject);
	} catch (error) {
		const problem = `${(error as Error).name}: ${(error as Error).message}`;
		return { behaviour: 'failed', problem };
	}
}
