import type { Setting } from './Report.js';

/** Machine, date and versions, as one line. */
export function describeMachine({ date, node, cpu, cores, memoryGb, system, packages }: Setting): string {
	const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
	const machine = `${cores} cores of ${cpu}, ${memoryGb} GB, ${system}, Node ${node}, ${date.slice(0, 10)}`;
	return `${[machine, versions.join(', ')].filter(Boolean).join('; ')}.`;
}
