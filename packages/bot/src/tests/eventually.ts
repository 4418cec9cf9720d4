import { expect } from 'vitest';

/** Waits until the assertion holds, for as long as the suite waits for anything. */
export async function eventually(assertion: () => void): Promise<void> {
	const holds = () => {
		assertion();
		return true;
	};
	await expect.poll(holds).toBe(true);
}
