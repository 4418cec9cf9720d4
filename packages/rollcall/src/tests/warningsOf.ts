import { onTestFinished } from 'vitest';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Adds to `heard` what the library warns of, which is not printed meanwhile, until the function is called that it gives. */
function listen(heard: string[]): () => void {
	const others = process.listeners('warning');
	const hear = (warning: Error) => {
		if (warning.name === 'RollcallWarning') heard.push(warning.message);
		else for (const other of others) other(warning);
	};
	process.removeAllListeners('warning').on('warning', hear);
	return () => {
		process.off('warning', hear);
		for (const other of others) process.on('warning', other);
	};
}

/** The warnings of the library from now until the test ends. */
export function hearWarnings(): string[] {
	const heard: string[] = [];
	onTestFinished(listen(heard));
	return heard;
}

/** The warnings of the library during `act`; Node emits a warning a tick after it was made. */
export async function warningsOf(act: () => unknown): Promise<string[]> {
	await nextTurn(); // those of an earlier test
	const heard: string[] = [];
	const stop = listen(heard);
	await act();
	await nextTurn();
	stop();
	return heard;
}
