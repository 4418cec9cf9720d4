import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../workspace/index.js';

/** The entry of one installed package in the lock file. */
export interface Locked {
	readonly version?: string;
	readonly license?: string;
	/** The folder that a link of the workspace leads to. */
	readonly resolved?: string;
	readonly link?: boolean;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
	readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that is not of this workspace. */
export interface Dependency {
	readonly name: string;
	readonly version: string;
	/** As an SPDX expression, or what the package says in its place. */
	readonly licence: string;
}

const INSTALLED = 'node_modules/';

/** The packages that package-lock.json names, by the folders in which they are installed. */
export class LockFile {
	readonly #packages: Readonly<Record<string, Locked>>;

	constructor(text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) {
		this.#packages = (JSON.parse(text) as { packages: Record<string, Locked> }).packages;
	}

	/** The version of a package that is installed at the top; `undefined` if there is none. */
	versionOf(name: string): string | undefined {
		return this.#packages[`${INSTALLED}${name}`]?.version;
	}

	/** Everybody whose work is installed with a folder of the workspace, sorted; its own packages left out. */
	installedWith(folder: string): Dependency[] {
		const seen = new Set<string>();
		this.#follow(folder, seen);
		return this.#describe([...seen]);
	}

	/** The packages with these names that are installed at the top. */
	installed(names: readonly string[]): Dependency[] {
		return this.#describe(names.map((name) => `${INSTALLED}${name}`));
	}

	/** Everybody whose work is installed by `npm ci`. */
	all(): Dependency[] {
		return this.#describe(Object.keys(this.#packages).filter((path) => !this.#packages[path]?.link));
	}

	#follow(path: string, seen: Set<string>): void {
		const { dependencies = {}, optionalDependencies = {} } = this.#packages[path] ?? {};
		for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
			const found = this.#find(path, name);
			if (found === undefined || seen.has(found)) continue;
			seen.add(found);
			this.#follow(found, seen);
		}
	}

	/** Where Node would find a package: in the nearest `node_modules`, from the folder up. */
	#find(from: string, name: string): string | undefined {
		for (let folder = from; ; folder = folder.replace(/\/?[^/]*$/, '')) {
			const path = join(folder, INSTALLED, name);
			const { link, resolved } = this.#packages[path] ?? {};
			if (this.#packages[path]) return link ? resolved : path;
			if (folder === '') return undefined; // an optional one, of another platform
		}
	}

	#describe(paths: readonly string[]): Dependency[] {
		const found = paths
			.filter((path) => path.includes(INSTALLED))
			.map((path) => {
				const { version = '', license = 'none named' } = this.#packages[path] ?? {};
				return { name: path.slice(path.lastIndexOf(INSTALLED) + INSTALLED.length), version, licence: license };
			});
		const byTitle = new Map(found.map((dependency) => [`${dependency.name}@${dependency.version}`, dependency]));
		return [...byTitle.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, dependency]) => dependency);
	}
}
