import type { Page } from 'playwright-core';

/** The work of a page for something that it did. */
export interface Work {
	/** CPU time of the thread of the page, layouts included: what other programs take does not count. */
	readonly cpuMs: number;
	readonly layouts: number;
}

/** Returns a function that runs something in the page, and tells the work of it. */
export async function watchWork(page: Page) {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const read = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		const value = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
		return { cpuMs: value('TaskDuration') * 1_000, layouts: value('LayoutCount') };
	};
	return async <Result>(script: string): Promise<Result & Work> => {
		const before = await read();
		const result = await page.evaluate<Result>(script);
		const after = await read();
		return { ...result, cpuMs: after.cpuMs - before.cpuMs, layouts: after.layouts - before.layouts };
	};
}
