import { relative } from 'node:path';
import { ROOT, readPackages } from '../workspace/index.js';
import type { Dependency, LockFile } from './LockFile.js';

const INTRO = `# Licences

Rollcall is under the [MIT licence](../LICENSE). What others have written and npm installs with it, by \`package-lock.json\`; written by
\`npm run docs:licences\`.`;

/** The page: for each package what its user installs, then all that is installed to work on it. */
export function renderLicences(lock: LockFile): string {
	const shipped = readPackages().map(({ folder, manifest }) => {
		const dependencies = lock.installedWith(relative(ROOT, folder));
		const { peerDependencies = {} } = manifest;
		const peers = Object.keys(peerDependencies).map((name) => `\`${name}\``);
		const beside = peers.length > 0 ? `\n\nBeside what you have yourself of ${peers.join(' and ')}.` : '';
		return `## ${manifest.name}\n\n${tableOf(dependencies)}${beside}`;
	});
	const all = `## To build and test\n\nEverything that \`npm ci\` installs in a clone, the above among it.\n\n${tableByLicence(lock.all())}`;
	return `${[INTRO, ...shipped, all].join('\n\n')}\n`;
}

function tableOf(dependencies: readonly Dependency[]): string {
	const rows = dependencies.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
	return ['| package | version | licence |', '| --- | --- | --- |', ...rows].join('\n');
}

function tableByLicence(dependencies: readonly Dependency[]): string {
	const licences = [...new Set(dependencies.map(({ licence }) => licence))].sort();
	const rows = licences.map((wanted) => {
		const those = dependencies.filter(({ licence }) => licence === wanted);
		return `| ${wanted} | ${those.map(({ name, version }) => `${name} ${version}`).join(', ')} |`;
	});
	return ['| licence | packages |', '| --- | --- |', ...rows].join('\n');
}
