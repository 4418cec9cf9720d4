import { element, find, setAttribute, setText } from '../../../emulator/page/src/elements.js';
import type { Snapshot } from '../../src/dashboard/Snapshot.js';
import { duration } from './words.js';

/** The bot as a whole, in one word. */
export function statusOf({ health, gateway, canWrite }: Snapshot): Snapshot['health']['status'] {
	return gateway.isReady && canWrite ? health.status : 'unhealthy';
}

/** What is wrong, in words, or that nothing is. */
export function healthPart(): (snapshot: Snapshot) => void {
	const status = element('p', { class: 'badge large', role: 'status' });
	const reasons = element('ul', { class: 'reasons' });
	const facts = element('p', { class: 'faint' });
	find('health').append(status, reasons, facts);
	return (snapshot) => {
		const { health, gateway, canWrite, at, startedAt } = snapshot;
		const problems = [
			...(gateway.isReady
				? []
				: [`The gateway is not connected: ${gateway.shardsReady} of ${gateway.shards} shards are.`]),
			...(canWrite ? [] : ['The database cannot be written.']),
			...health.reasons,
		];
		const word = statusOf(snapshot);
		setText(status, word);
		setAttribute(status, 'data-status', word);
		if (problems.join('\n') !== [...reasons.children].map(({ textContent }) => textContent).join('\n'))
			reasons.replaceChildren(...problems.map((problem) => element('li', {}, problem)));
		const shards = gateway.shards === 1 ? 'one shard' : `${gateway.shards} shards`;
		setText(facts, `Running for ${duration(at - startedAt)}, with ${shards}.`);
	};
}
