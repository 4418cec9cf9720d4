import PQueue from 'p-queue';
import type { Way } from '../../bot/Way.js';
import type { Scale } from '../../promises/Scale.js';
import type { FirstFetch, FirstFetchPlan } from './FirstFetch.js';
import { fetchFirst } from './fetchFirst.js';
import { type Trouble, troubleNames } from './troubles.js';

const WAYS: readonly Way[] = ['discord.js', 'service'];
const LARGE = 500_000;
/** Those with trouble mostly wait, so they run side by side; of large guilds fewer, as their chunks keep a core busy. */
const AT_A_TIME = { small: 5, large: 2 };

/** First those in which nothing goes wrong, one after the other; then all others. */
export async function measureFirstFetches(scale: Scale, tell: (line: string) => void): Promise<FirstFetch[]> {
	const found: FirstFetch[] = [];
	const { patienceMs } = scale;
	const settings = patienceMs === undefined ? {} : { patienceMs };
	const run = async (plan: FirstFetchPlan) => {
		const fetched = await fetchFirst(plan, settings);
		found.push(fetched);
		tell(describe(fetched));
	};
	for (const plan of planRounds(scale)) await run(plan);
	const troubled = troubleNames.filter((trouble) => trouble !== 'well').flatMap((trouble) => plansOf(scale, trouble));
	const isLarge = ({ members }: FirstFetchPlan) => members >= LARGE;
	await Promise.all([
		runAll(troubled.filter(isLarge), AT_A_TIME.large, run),
		runAll(
			troubled.filter((plan) => !isLarge(plan)),
			AT_A_TIME.small,
			run,
		),
	]);
	return found;
}

/** Every second round goes the other way round, so that a warm machine favours nobody. */
function planRounds({ sizes, rounds }: Scale): FirstFetchPlan[] {
	return sizes.flatMap((members) =>
		Array.from({ length: rounds(members) }, (_, index) => {
			const order = index % 2 === 0 ? WAYS : WAYS.toReversed();
			return order.map((way) => ({ way, members, trouble: 'well' as const, round: index + 1 }));
		}).flat(),
	);
}

/** The original way first, as it takes longest. */
function plansOf({ sizes }: Scale, trouble: Trouble): FirstFetchPlan[] {
	return WAYS.flatMap((way) => sizes.map((members) => ({ way, members, trouble, round: 1 })));
}

async function runAll<Plan>(plans: readonly Plan[], concurrency: number, run: (plan: Plan) => Promise<void>) {
	await new PQueue({ concurrency }).addAll(plans.map((plan) => () => run(plan)));
}

function describe({ way, members, trouble, ms, attempts }: FirstFetch): string {
	const tries = attempts.map(({ says, code }) => code ?? says).join(', ');
	return `${way}, ${members.toLocaleString('en')} members, ${trouble}: ${(ms / 1000).toFixed(1)} s (${tries})`;
}
