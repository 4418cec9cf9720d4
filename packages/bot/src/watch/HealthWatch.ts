import type { HealthReport, IMemberFetchService } from 'rollcall';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { SpacedChanges } from './SpacedChanges.js';

const EVERY_MS = 30_000;

/** Logs when the service is not healthy, or for another reason than before, and when it is healthy again. */
@injectable()
export class HealthWatch implements Feature {
	readonly name = 'health watch';
	readonly #changes: SpacedChanges;
	#last = stateOf({ status: 'healthy', findings: [] });
	#cancel = () => {};
	#isStopped = false;

	constructor(
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#changes = new SpacedChanges(clock);
	}

	start(): void {
		this.#later();
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
		this.#changes.stop();
	}

	#later(): void {
		if (!this.#isStopped) this.#cancel = this.clock.after(EVERY_MS, () => void this.#look());
	}

	async #look(): Promise<void> {
		try {
			await this.#compare();
		} catch (error) {
			this.logger.error({ err: error }, 'The health of the service could not be read');
		}
		this.#later();
	}

	async #compare(): Promise<void> {
		const report = await this.members.healthCheck();
		const { status, reasons } = report;
		if (this.#isStopped || stateOf(report) === this.#last) return;
		this.#last = stateOf(report);
		const isBad = status !== 'healthy';
		const say = (held: number) => {
			const facts = { status, reasons, ...(held > 0 && { changes: held }) };
			if (isBad) this.logger.warn(facts, `The member service is ${status}`);
			else this.logger.info(facts, 'The member service is healthy again');
		};
		this.#changes.tell('health', { isBad, say });
	}
}

/** The status and what it is about. The reasons in words have figures, which change all the time. */
function stateOf({ status, findings }: Pick<HealthReport, 'status' | 'findings'>): string {
	const codes = findings.filter(({ level }) => level !== 'healthy').map(({ code }) => code);
	return [status, ...new Set(codes.sort())].join(' ');
}
