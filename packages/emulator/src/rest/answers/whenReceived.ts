import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';

/** Waits until a response was sent, or cannot be sent any more, and a client in this process had a turn to read it. */
export async function whenReceived(response: ServerResponse): Promise<void> {
	if (!response.writableFinished && !response.destroyed) {
		await new Promise<void>((resolve) => {
			response.once('finish', resolve);
			response.once('close', resolve);
		});
	}
	await turn();
	await turn();
}
