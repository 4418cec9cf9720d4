import { because } from '../errors/because.js';
import { underSignals } from '../pacing/followSignals.js';
import { awaitBarrier } from './awaitBarrier.js';
import { EarlyPage } from './EarlyPage.js';
import type { FetchOutcome } from './FetchOutcome.js';
import type { FetchParts } from './FetchParts.js';
import type { AttemptOutcome, GatewayAttempt } from './GatewayAttempt.js';
import { Hedge } from './Hedge.js';
import { HoleRepair } from './HoleRepair.js';
import { chunkingMs, GATE_SLACK_MS } from './plan.js';
import { RestWalk } from './RestWalk.js';
import { PAGE_SIZE } from './readPage.js';
import type { Verdicts } from './Verdicts.js';
import { PlanChanged, whileRight } from './waits.js';

/** One full request over the gateway, with a look at REST beside it if the first chunk is late or others are lost. */
export class GatewayStep {
	constructor(
		private readonly parts: FetchParts,
		private readonly verdicts: Verdicts,
	) {}

	async take(): Promise<FetchOutcome | undefined> {
		const { context, attempts, walks, expected, rows, plan } = this.parts;
		const hedge = new Hedge(context, () => walks.open());
		const onChunk = () => {
			hedge.stop();
			repair.onChunk();
		};
		const onSent = () => {
			hedge.start();
			repair.start();
		};
		const attempt = attempts.open({ onChunk, onSent });
		const repair = new HoleRepair(context, attempt, expected, rows);
		const earlyPage = new EarlyPage(context, walks, expected);
		try {
			const outcome = await this.#ask(attempt.run(), hedge, repair).finally(() => earlyPage.stop());
			plan.isSilent = false;
			if (outcome instanceof RestWalk) return await this.verdicts.ofWalk(outcome);
			return await this.#afterAttempt(outcome, attempt, repair);
		} finally {
			hedge.stop();
			repair.stop();
		}
	}

	#ask(answer: Promise<AttemptOutcome>, hedge: Hedge, repair: HoleRepair): Promise<AttemptOutcome | RestWalk> {
		const mended = repair.mended.then((): AttemptOutcome => ({ kind: 'missing' }));
		return this.parts.context.spent.during('gateway', () => Promise.race([answer, hedge.finished, mended]));
	}

	async #afterAttempt(
		outcome: AttemptOutcome,
		attempt: GatewayAttempt,
		repair: HoleRepair,
	): Promise<FetchOutcome | undefined> {
		const { setbacks, plan, context } = this.parts;
		const { guild, config } = context;
		switch (outcome.kind) {
			case 'complete':
				return this.verdicts.ofWhole(attempt);
			case 'missing':
				return this.#mend(attempt, repair);
			case 'silent':
				plan.isSilent = true;
				if (guild.shard.heardAt < attempt.draft.startedAt) guild.shard.suspect();
				setbacks.fail(setbacks.error('GATEWAY_SILENT', because('noChunk', { ms: config.timeouts.chunkIdle })));
				return undefined;
			case 'refused':
				setbacks.refuse(setbacks.error('RATE_LIMITED', because('requestRefused', { ms: guild.gate.waitMs })));
				return undefined;
			case 'away':
				setbacks.failedSource = 'gateway';
				setbacks.fail(setbacks.error('SESSION_LOST', outcome.reason));
				return undefined;
			case 'void':
				setbacks.fail(setbacks.error('SESSION_LOST', outcome.reason));
				return undefined;
		}
	}

	/** Chunks are missing. If others come while their members are read, the answer only paused, and is waited for again. */
	async #mend(attempt: GatewayAttempt, repair: HoleRepair): Promise<FetchOutcome | undefined> {
		const { setbacks, context } = this.parts;
		const { chunks } = attempt;
		const lost = because('chunksLost', { received: chunks.received, count: chunks.count ?? 0 });
		setbacks.fail(setbacks.error('INCOMPLETE', lost));
		for (;;) {
			const { received } = chunks;
			const outcome = await this.#repair(attempt, repair);
			if (outcome || chunks.received === received || attempt.isWhole) return outcome;
			const next = await context.spent.during('gateway', () => attempt.goOn());
			if (next.kind !== 'missing') return this.#afterAttempt(next, attempt, repair);
		}
	}

	/** Fills the holes that the missing chunks leave, if that is possible and quicker than anything else. */
	async #repair(attempt: GatewayAttempt, repair: HoleRepair): Promise<FetchOutcome | undefined> {
		if (!repair.isMended && (this.parts.plan.restSpent || !repair.isWorthIt)) return undefined;
		try {
			if (!(await this.#fill(attempt, repair))) return undefined;
			this.parts.fallbackUsed = true;
			repair.enter();
			return await this.verdicts.ofMended(attempt);
		} catch (error) {
			return await this.verdicts.onRestFailure(error);
		}
	}

	/**
	 * Whether everybody is there, and a barrier has come behind. `false`: the answer goes on, another way is better by now, or
	 * the chunks were not in order.
	 */
	async #fill({ session }: GatewayAttempt, repair: HoleRepair): Promise<boolean> {
		const { context } = this.parts;
		const { guild } = context;
		const isHeldUp = () => guild.limits.pages.waitMs > 0 && guild.gate.waitMs === 0;
		const step = whileRight(context, () => session.brokenBy === undefined && !isHeldUp());
		const longestWaitMs = guild.gate.waitMs + chunkingMs(PAGE_SIZE) + GATE_SLACK_MS;
		const { nextChunk } = repair;
		try {
			return await underSignals([step.signal, nextChunk], async (signal) => {
				do {
					const isFilled = await repair.fill({ signal, longestWaitMs });
					if (!isFilled || !(await awaitBarrier(context, signal))) return false;
				} while (!repair.isMended); // the events before the barrier may show that a page was not what it seemed
				return true;
			});
		} catch (error) {
			if (error instanceof PlanChanged || nextChunk.aborted) return false;
			throw error;
		} finally {
			step.end();
		}
	}
}
