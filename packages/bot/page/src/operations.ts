import { element, find, type Row, Rows, setAttribute, setText } from '../../../emulator/page/src/elements.js';
import type { OperationLine, Snapshot } from '../../src/dashboard/Snapshot.js';
import { post } from './server.js';
import { duration, number } from './words.js';

/** Fetches that run: how far they are, what they wait for, and a button that ends them. */
export function operationsPart(): (snapshot: Snapshot) => void {
	const list = element('ul', { class: 'operations' });
	const none = element('p', { class: 'faint' }, 'Nothing is running.');
	find('operations').append(list, none);
	let now = 0;
	const rows = new Rows<OperationLine>(
		list,
		({ id }) => id,
		(operation) => row(operation, () => now),
	);
	return ({ at, operations }) => {
		now = at;
		rows.show(operations);
		none.hidden = operations.length > 0;
	};
}

function row({ id, guild, guildId }: OperationLine, now: () => number): Row<OperationLine> {
	const progress = element('progress', { max: '100', 'aria-label': `Progress of ${guild}` });
	const counts = element('span', { class: 'counts' });
	const message = element('p', { class: 'faint' });
	const cancel = element('button', { type: 'button', 'aria-label': `Cancel the fetch of ${guild}` }, 'Cancel');
	cancel.addEventListener('click', () => {
		cancel.disabled = true;
		post(`/api/operations/${encodeURIComponent(id)}/cancel`).catch(({ message: problem }: Error) => {
			setText(message, problem);
			cancel.disabled = false;
		});
	});
	const title = element('strong', { title: guildId }, guild);
	const root = element('li', {}, element('div', { class: 'line' }, title, counts, cancel), progress, message);
	return {
		root,
		update: (operation) => {
			progress.value = operation.progress;
			setAttribute(progress, 'aria-valuetext', `${operation.progress} %`);
			setText(counts, countsOf(operation));
			setText(message, describe(operation, now() - operation.startedAt));
		},
	};
}

function countsOf({ current, total, progress }: OperationLine): string {
	if (current === undefined) return `${progress} %`;
	return `${number(current)}${total === undefined ? '' : ` of ${number(total)}`} · ${progress} %`;
}

function describe({ message, leftMs, callers }: OperationLine, sinceMs: number): string {
	const left = leftMs === undefined ? '' : ` About ${duration(leftMs)} left.`;
	const waiting = callers === 1 ? 'One caller waits' : `${callers} callers wait`;
	return `${message}${left} ${waiting}, for ${duration(sinceMs)} so far.`;
}
