import { FAITHFUL, type RequestPlan, type RestPlan } from './RequestPlan.js';
import { Run } from './runScenario.js';
import type { Blow, Caller, Scenario } from './Scenario.js';
import type { HappeningKind } from './SimulatedGuild.js';

/** A gateway that goes and comes back. */
export const CUT = { kind: 'cut', afterMs: 500, resumes: true, createMs: 100 } as const satisfies Blow;
export const LOST = { ...CUT, resumes: false } as const satisfies Blow;

export function aRequest(plan: Partial<RequestPlan> = {}): RequestPlan {
	return { ...FAITHFUL, ...plan };
}

export function aCaller(caller: Partial<Caller> = {}): Caller {
	return { at: 0, forceRefresh: false, timeout: undefined, abortMs: undefined, require: false, ...caller };
}

/** REST that answers so, call by call; the last one for good. */
export function rest(...answers: RestPlan['answer'][]): RestPlan[] {
	const last = answers.at(-1) ?? 'ok';
	return Array.from({ length: 60 }, (_, index) => ({ answer: answers[index] ?? last, latencyMs: 100 }));
}

/** REST that refuses each request for so long. */
export function limited(retryMs: number): RestPlan[] {
	return rest('limited').map((plan) => ({ ...plan, retryMs }));
}

/** Members come and go all the while. */
export const turmoil = (untilMs: number, kinds: HappeningKind[] = ['join', 'leave']) =>
	Array.from({ length: 30 }, (_, i) => ({
		at: Math.round((i / 30) * untilMs),
		kind: kinds[i % kinds.length] ?? 'join',
	}));

/** A run of nine people and one caller, unless something else is said. */
export function aRun(parts: Partial<Scenario> = {}): Run {
	const empty = { happenings: [], blows: [], requests: [], barriers: [], rest: [], lookups: [], reactions: [] };
	return new Run({ seed: 1, size: 10, ...empty, callers: [aCaller()], ...parts });
}

/** Plays it; the answers in the order of the calls. Anything that the oracle finds wrong is thrown. */
export async function answersOf(run: Run) {
	await run.play();
	if (run.faults.length > 0) throw new Error(run.faults.join('\n'));
	return run.calls.map(({ answer, error }) => {
		if (!answer) throw error;
		return { ...answer.metadata, code: answer.error?.code, ids: [...answer.view.ids()] };
	});
}

export async function answerOf(run: Run) {
	const [answer] = await answersOf(run);
	if (!answer) throw new Error('nobody asked');
	return answer;
}
