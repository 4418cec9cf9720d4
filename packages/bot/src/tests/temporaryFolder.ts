import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder, which is removed after the test and its own clean-up. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'rollcall-bot-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}
