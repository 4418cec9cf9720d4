import { DatabaseError } from './DatabaseError.js';

const TOOLS = [
	'Debian and Ubuntu: apt install build-essential python3',
	'macOS: xcode-select --install',
	'Windows: the workload "Desktop development with C++" of Visual Studio, and Python 3',
];

/** Why better-sqlite3 does not load, and the cure. */
export function missingSqlite(cause: unknown): DatabaseError {
	const [problem = ''] = String((cause as Error).message ?? cause).split('\n');
	const words = [
		`The bot cannot load better-sqlite3, which it keeps its data with: ${problem}`,
		'npm compiles this package during the installation, and continues without it if that fails.',
		`Install a C++ compiler, make and Python 3 (${TOOLS.join('; ')}). Then run "npm ci" again.`,
		'The library and the emulator do not need it.',
	];
	return new DatabaseError(words.join('\n'), { cause });
}
