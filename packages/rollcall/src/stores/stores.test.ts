import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeDisk } from './disk/NodeDisk.js';
import { memoryStore } from './memory/memoryStore.js';
import { aStore } from './tests/aStore.js';
import { describeStore } from './tests/contract.js';
import { SimulatedDisk } from './tests/SimulatedDisk.js';

describeStore('a store in memory', () => {
	const store = memoryStore();
	return { connect: () => store, kill: () => store.abandon() };
});

describeStore('a store in files', () => {
	const directory = mkdtempSync(join(tmpdir(), 'stores-'));
	const { store, processes } = aStore(new NodeDisk(), join(directory, 'not', 'yet'));
	return { connect: () => store, kill: () => processes.kill(), close: () => rmSync(directory, { recursive: true }) };
});

describeStore('a store on a simulated disk', () => {
	const { store, processes } = aStore(new SimulatedDisk(), '/rosters');
	return { connect: () => store, kill: () => processes.kill() };
});
