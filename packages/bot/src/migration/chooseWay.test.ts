import { describe, expect, it } from 'vitest';
import type { Logger } from '../logging/index.js';
import { createLogger } from '../logging/index.js';
import { chooseWay, differenceOfIds, type Ways } from './index.js';

describe('chooseWay', () => {
	const log: Record<string, unknown>[] = [];
	const logger = createLogger(
		{ logLevel: 'info', dashboard: { host: '', port: 0 } },
		{ write: (line) => void log.push(JSON.parse(line)) },
	) as Logger;
	const settled = () => new Promise(setImmediate);
	const asked: string[] = [];
	const ways = (legacy: string[] | Error, optimized: string[] | Error): Ways<string[]> => ({
		legacy: () => answer('legacy', legacy),
		optimized: () => answer('optimized', optimized),
		difference: differenceOfIds,
	});
	async function answer(way: string, given: string[] | Error) {
		asked.push(way);
		if (given instanceof Error) throw given;
		return given;
	}
	const lastLine = async () => {
		await settled();
		return log.splice(0).at(-1);
	};

	it('asks one way only, unless it compares both', async () => {
		expect(await chooseWay('legacy', ways(['1'], ['2']), logger)).toEqual(['1']);
		expect(await chooseWay('optimized', ways(['1'], ['2']), logger)).toEqual(['2']);
		expect(asked.splice(0)).toEqual(['legacy', 'optimized']);
		expect(log).toEqual([]);
	});

	it('answers with the old list, and logs the ids that differ in the new one', async () => {
		expect(await chooseWay('compare', ways(['1', '2'], ['2', '3']), logger)).toEqual(['1', '2']);
		expect(await lastLine()).toMatchObject({
			msg: 'compare: the two ways differ',
			difference: { onlyLegacy: ['1'], onlyOptimized: ['3'], onlyLegacyCount: 1, onlyOptimizedCount: 1 },
		});
		await chooseWay('compare', ways(['1', '2'], ['2', '1']), logger);
		expect(await lastLine()).toMatchObject({ msg: 'compare: the two ways agree' });
	});

	it('ignores a failure of the new way, and reports one of the old way unchanged', async () => {
		expect(await chooseWay('compare', ways(['1'], new Error('new')), logger)).toEqual(['1']);
		expect(await lastLine()).toMatchObject({ msg: 'compare: the new way failed', err: { message: 'new' } });
		await expect(chooseWay('compare', ways(new Error('old'), ['1']), logger)).rejects.toThrow('old');
		expect(await lastLine()).toMatchObject({ err: { message: 'old' } });
	});

	it('answers before the new way does', async () => {
		const never = { ...ways(['1'], []), optimized: () => new Promise<string[]>(() => {}) };
		expect(await chooseWay('compare', never, logger)).toEqual(['1']);
	});
});
