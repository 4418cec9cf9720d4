import { relative } from 'node:path';
import { inlinedIn } from '../bundle/inline.js';
import { ROOT, readPackages } from '../workspace/index.js';
import type { Dependency, LockFile } from './LockFile.js';

const INTRO = `# Licences

Rollcall is under the [MIT licence](../LICENSE). These packages of others are installed with it, as \`package-lock.json\` says.
\`npm run docs:licences\` writes this page.`;

/** The page: for each package what its user installs, then all that is installed to work on it. */
export function renderLicences(lock: LockFile): string {
	const shipped = readPackages().map(({ folder, manifest }) => {
		const dependencies = lock.installedWith(relative(ROOT, folder));
		const { peerDependencies = {} } = manifest;
		const peers = Object.keys(peerDependencies).map((name) => `\`${name}\``);
		const beside = peers.length > 0 ? `\n\nIt also uses your own ${peers.join(' and ')}.` : '';
		const inlined = lock.installed(inlinedIn(folder));
		const within =
			inlined.length > 0 ? `\n\nIts build has parts of these, with their licences:\n\n${tableOf(inlined)}` : '';
		return `## ${manifest.name}\n\n${tableOf(dependencies)}${within}${beside}`;
	});
	const all = `## To build and test\n\nEverything that \`npm ci\` installs in a clone, including the above.\n\n${tableByLicence(lock.all())}`;
	return `${[INTRO, ...shipped, all].join('\n\n')}\n`;
}

function tableOf(dependencies: readonly Dependency[]): string {
	if (dependencies.length === 0) return 'Nothing.';
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
