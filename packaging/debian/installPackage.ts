import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs a package of Debian, if this user may do so, as in a container. Whether that succeeded, the caller finds out. */
export function installPackage(name: string): void {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const words of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', name],
	])
		spawnSync('apt-get', words, { env, stdio: 'ignore' });
}
