/** What the process is warned of by `act`; a warning is told a tick after it was made. */
export async function warningsOf(act: () => unknown): Promise<string[]> {
	await new Promise((resolve) => setImmediate(resolve)); // those of an earlier test
	const heard: string[] = [];
	const listen = ({ name, message }: Error) => name === 'RollcallWarning' && heard.push(message);
	process.on('warning', listen);
	await act();
	await new Promise((resolve) => setImmediate(resolve));
	process.off('warning', listen);
	return heard;
}
