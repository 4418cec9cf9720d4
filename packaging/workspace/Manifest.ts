/** The used part of a package.json. */
export interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly private?: boolean;
	readonly license: string;
	readonly bin?: Readonly<Record<string, string>>;
	readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
	readonly peerDependencies?: Readonly<Record<string, string>>;
}
