import type { Compilation } from './Compilation.js';

/**
 * The ways that are kept: ES modules by Node's rules and by a bundler's, and CommonJS as it was. CommonJS by Node's
 * rules is not among them. There TypeScript takes a library's declarations for require() and those for import as
 * different types. discord.js has both, so no Guild of one is a Guild of the other.
 */
export const compilations: readonly Compilation[] = [
	{
		title: 'an ES module with moduleResolution node16, every library checked',
		source: 'fetch.mts',
		output: 'fetch.mjs',
		module: 'node16',
		moduleResolution: 'node16',
		skipLibCheck: false,
	},
	{
		title: 'an ES module with moduleResolution bundler',
		source: 'fetch.ts',
		output: 'fetch.js',
		module: 'esnext',
		moduleResolution: 'bundler',
		skipLibCheck: true,
	},
	{
		title: 'CommonJS with moduleResolution node10',
		source: 'fetch.ts',
		output: 'fetch.js',
		module: 'commonjs',
		moduleResolution: 'node10',
		skipLibCheck: true,
	},
];
