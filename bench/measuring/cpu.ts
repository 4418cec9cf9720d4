/** CPU time of this process, all its threads, since an earlier `process.cpuUsage()`, in ms. */
export function cpuSince(earlier: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(earlier);
	return (user + system) / 1000;
}
