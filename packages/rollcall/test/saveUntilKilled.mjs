// Saves one commit after the other, and says so after each, until it is killed: for killed.test.ts.
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';

const [, , stores, directory, key, blockBytes] = process.argv;
const { fileStore } = await import(stores);
const GUILDS = 12;

/** Bytes that name the commit and the guild again and again. */
function blockOf(commit, guild) {
	const line = `${createHash('sha256').update(`${commit} ${guild}`).digest('hex')} of commit ${commit}, guild ${guild};`;
	return Buffer.from(line.repeat(1 + Math.floor((Number(blockBytes) * (1 + (guild % 3))) / line.length)));
}

const store = await fileStore(directory).open(JSON.parse(key), (line) => {
	writeSync(1, `aside ${line}\n`);
});
if (!store.isWritable) writeSync(1, 'aside not writable\n');
let commit = (store.saved?.savedAt ?? 0) + 1;
writeSync(1, 'ready\n');
for (; ; commit++) {
	// Each commit replaces some guilds, and one of them leaves and comes back.
	const guilds = Array.from({ length: GUILDS }, (_, guild) => guild).filter((guild) => (commit + guild) % 3 === 0);
	const info = { status: 'complete', asOf: commit, sequence: commit, sessionId: 'a', size: 1 };
	await store.commit({
		savedAt: commit,
		session: { sessionId: 'a', resumeUrl: 'wss://x', sequence: commit },
		facts: new Map(guilds.map((guild) => [String(guild), `facts of commit ${commit}, guild ${guild}`])),
		rosters: new Map(guilds.map((guild) => [String(guild), { info, block: blockOf(commit, guild) }])),
		removed: [String(commit % GUILDS)],
	});
	writeSync(1, `${commit}\n`);
}
