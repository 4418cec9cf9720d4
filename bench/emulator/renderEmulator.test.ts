import { expect, it } from 'vitest';
import type { EmulatorReport } from './EmulatorReport.js';
import { renderEmulator } from './renderEmulator.js';

const setting = {
	date: '2026-01-01T00:00:00.000Z',
	node: 'v20.20.2',
	cpu: 'a CPU',
	cores: 2,
	memoryGb: 24,
	system: 'Linux',
	packages: {},
};

function reportOf(share: number, peakRssMb: number, areComplete = true, resetMs = 2): EmulatorReport {
	const throughputs = [
		{ server: 'bare ws server', compression: 'none', membersPerSecond: 200_000 },
		{ server: 'emulator', compression: 'none', membersPerSecond: 200_000 * share },
		{ server: 'emulator', compression: 'zlib-stream', membersPerSecond: 20_000 },
	] as const;
	const crowd = { sessions: 200, members: 100_000, areComplete, peakRssMb, seconds: 70 };
	return { setting, members: 250_000, throughputs, crowd, readyMs: 400, resetMs, connections: 10_000, helloMs: 12 };
}

it('says of each goal whether it is missed', () => {
	expect(renderEmulator(reportOf(0.6, 999))).not.toContain('missed');
	expect(renderEmulator(reportOf(0.59, 999))).toContain('0.59, **missed** (at least 0.6)');
	expect(renderEmulator(reportOf(0.7, 1_000))).toContain('1,000 MB, **missed**');
	expect(renderEmulator(reportOf(0.7, 1, true, 10))).toContain('10.0 ms, **missed**');
});

it('says whether every session got everybody', () => {
	expect(renderEmulator(reportOf(1, 1))).toContain('all complete');
	expect(renderEmulator(reportOf(1, 1, false))).toContain('**NOT all complete**');
});
