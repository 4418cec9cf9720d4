import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileStore } from 'rollcall/stores';
import { expect } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./saveUntilKilled.mjs', import.meta.url));
export const KEY = { applicationId: '1', shardId: 0, shardCount: 1, intents: 3 };
const GUILDS = 12;

/** Processes that save into a directory until they are killed, one after the other. */
export class KilledSaver {
	readonly #stores: string;
	readonly #directory: string;
	readonly #blockBytes: number;
	/** What was saved last, by what the processes said. */
	#said = 0;

	/** @param stores - the module with `fileStore` that the processes load */
	constructor(stores: string, directory: string, blockBytes: number) {
		this.#stores = stores;
		this.#directory = directory;
		this.#blockBytes = blockBytes;
	}

	/** Lets a process save, and kills it so long after some commits. Returns how many commits it has said to be saved. */
	async save(commits: number, thenMs: number): Promise<number> {
		const before = this.#said;
		const child = spawn(process.execPath, [
			SCRIPT,
			this.#stores,
			this.#directory,
			JSON.stringify(KEY),
			String(this.#blockBytes),
		]);
		let said = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			const isEarly = said.split('\n').length <= commits + 1;
			said += text;
			// The first line says that it is ready.
			if (isEarly && said.split('\n').length > commits + 1) setTimeout(() => child.kill('SIGKILL'), thenMs);
		});
		let errors = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			errors += text;
		});
		await once(child, 'close');
		expect([errors, said.match(/aside.*/)?.[0]]).toEqual(['', undefined]);
		// The last line may be cut off.
		const numbers = said.split('\n').slice(0, -1).map(Number).filter(Number.isInteger);
		this.#said = Math.max(before, ...numbers);
		return this.#said - before;
	}

	/** Opens what is there, and compares every byte with what the last commit or the one on its way has to leave. */
	async check(): Promise<void> {
		const lines: string[] = [];
		const store = await fileStore(this.#directory).open(KEY, (line) => lines.push(line));
		try {
			expect([store.isWritable, lines]).toEqual([true, []]);
			const found = store.saved?.savedAt ?? 0;
			expect([this.#said, this.#said + 1]).toContain(found);
			this.#said = found;
			const guilds = new Map<number, number>();
			for (let commit = Math.max(1, found - 3 * GUILDS); commit <= found; commit++) {
				guilds.delete(commit % GUILDS);
				for (let guild = 0; guild < GUILDS; guild++) if ((commit + guild) % 3 === 0) guilds.set(guild, commit);
			}
			expect([...(store.saved?.guilds.keys() ?? [])].map(Number).sort()).toEqual([...guilds.keys()].sort());
			for (const [guild, commit] of guilds) {
				const saved = store.saved?.guilds.get(String(guild));
				expect([saved?.facts, saved?.roster?.asOf]).toEqual([`facts of commit ${commit}, guild ${guild}`, commit]);
				expect(Buffer.from((await store.read(String(guild))) ?? []).equals(this.#blockOf(commit, guild))).toBe(true);
			}
			this.#expectNothingElse(guilds);
		} finally {
			await store.close();
		}
	}

	/** As the script makes it. */
	#blockOf(commit: number, guild: number): Buffer {
		const sum = createHash('sha256').update(`${commit} ${guild}`).digest('hex');
		const line = `${sum} of commit ${commit}, guild ${guild};`;
		return Buffer.from(line.repeat(1 + Math.floor((this.#blockBytes * (1 + (guild % 3))) / line.length)));
	}

	/** No block of an earlier commit, or of one that was cut off, is in any file. */
	#expectNothingElse(guilds: ReadonlyMap<number, number>): void {
		const files = readdirSync(this.#directory, { recursive: true, withFileTypes: true }).filter((entry) =>
			entry.isFile(),
		);
		const text = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
		const named = new Set(
			[...text.matchAll(/of commit (\d+), guild (\d+)/g)].map(([, commit, guild]) => `${commit} ${guild}`),
		);
		const kept = new Set([...guilds].map(([guild, commit]) => `${commit} ${guild}`));
		expect([...named].filter((name) => !kept.has(name))).toEqual([]);
	}
}
