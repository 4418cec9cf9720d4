/** Has a process measured, and closes it afterwards. */
export async function withProcess<Remote extends { close(): Promise<void> }, Result>(
	process: Remote,
	measure: (process: Remote) => Promise<Result>,
): Promise<Result> {
	try {
		return await measure(process);
	} finally {
		await process.close();
	}
}
