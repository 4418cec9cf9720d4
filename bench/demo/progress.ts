import { type Options, SingleBar } from 'cli-progress';

/** Shows how far something is. */
export interface Progress {
	update(done: number): void;
	stop(): void;
}

/** A live bar on a terminal, else a line at each quarter: a file or a pipe gets no control characters. */
export function showProgress(label: string, total: number, unit: string): Progress {
	return process.stdout.isTTY ? liveBar(label, total, unit) : plainLines(label, total, unit);
}

function liveBar(label: string, total: number, unit: string): Progress {
	const options: Options = {
		format: `${label} [{bar}] {value} of {total} ${unit}, {duration_formatted}`,
		barsize: 32,
		hideCursor: true,
		stream: process.stdout,
		formatValue: (value, _, type) =>
			type === 'value' || type === 'total' ? value.toLocaleString('en') : String(value),
	};
	const bar = new SingleBar(options);
	bar.start(total, 0);
	return { update: (done) => bar.update(done), stop: () => bar.stop() };
}

function plainLines(label: string, total: number, unit: string): Progress {
	let quarter = 0;
	console.log(`${label}: 0 of ${total} ${unit}`);
	return {
		update(done) {
			const reached = Math.floor((done / total) * 4);
			if (reached <= quarter) return;
			quarter = reached;
			console.log(`${label}: ${done} of ${total} ${unit}`);
		},
		stop() {},
	};
}
