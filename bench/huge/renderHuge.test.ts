import { describe, expect, it } from 'vitest';
import { aReport } from '../tests/aReport.js';
import type { HugeReport } from './HugeReport.js';
import { renderHuge } from './renderHuge.js';

const { setting } = aReport([]);
const report: HugeReport = {
	...{ setting, members: 10_000_000, isRight: true, wallMs: 60_000, cpuMs: 50_000, bytesPerMember: 95 },
	...{ peakHeapMb: 1000, peakRssMb: 1100, stallMs: 150, secondCallMs: 0.4 },
};

describe('renderHuge', () => {
	it('shows each figure, and where it was measured', () => {
		const text = renderHuge(report);
		expect(text).toContain('| list | complete, every field compared |');
		expect(text).toContain('| longest stall (goal: at most 150 ms) | 150 ms |');
		expect(text).toContain('Measured on 2 cores of a CPU');
		expect(text).not.toContain('missed');
	});

	it('says what is missed, and that a list is wrong', () => {
		const text = renderHuge({ ...report, isRight: false, stallMs: 151, secondCallMs: 1.1 });
		expect(text).toContain('| list | WRONG |');
		expect(text.match(/\*\*missed\*\*/g)).toHaveLength(2);
	});
});
