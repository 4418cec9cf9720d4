import { vi } from 'vitest';

/** As long as a machine with much else to do may take. */
const PATIENCE_MS = 60_000;

/** Waits until the assertion holds. */
export function eventually(assertion: () => void): Promise<void> {
	return vi.waitFor(assertion, PATIENCE_MS);
}
