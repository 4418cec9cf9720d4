import { build } from 'rolldown';

/** Puts what one module needs into one file, for a process that must be ready soon. */
export async function bundleAlone(input: string, file: string): Promise<void> {
	await build({ input, external: /^[^./]/, platform: 'node', output: { file, format: 'esm' } });
}
