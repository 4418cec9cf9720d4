import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../workspace/index.js';
import type { Compilation } from './Compilation.js';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

/** Compiles a source within a project, in one of the ways; gives the path of the program. */
export async function compile(project: string, source: string, compilation: Compilation): Promise<string> {
	const { module, moduleResolution, skipLibCheck } = compilation;
	const folder = join(project, `${module}-${moduleResolution}`);
	mkdirSync(folder);
	const type = module === 'commonjs' ? 'commonjs' : 'module';
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
	copyFileSync(source, join(folder, compilation.source));
	const strictness = { strict: true, exactOptionalPropertyTypes: true, esModuleInterop: true, skipLibCheck };
	const target = { target: 'es2023', module, moduleResolution, types: ['node'], outDir: 'out' };
	const config = { compilerOptions: { ...target, ...strictness }, files: [compilation.source] };
	writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
	await run(process.execPath, [TSC, '--project', folder], { cwd: project });
	return join(folder, 'out', compilation.output);
}
