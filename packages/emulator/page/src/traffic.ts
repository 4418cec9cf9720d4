import type { LineKind, LogDetail, LogLine, PageNews } from '../../src/control/page/PageData.js';
import { element, find, setAttribute, setText } from './elements.js';
import { ask } from './server.js';
import { VirtualRows } from './VirtualRows.js';
import type { Watch } from './Watch.js';
import { counted, exactTime, number } from './words.js';

const ROW_HEIGHT = 32;
const MOST_LINES = 5_000;
const NEAR_END = 2 * ROW_HEIGHT;

/** The kinds of lines, with what they are and their sign. */
const KINDS: Readonly<Record<LineKind, readonly [name: string, sign: string]>> = {
	rest: ['REST', '⇄'],
	frame: ['From bots', '→'],
	dispatch: ['To bots', '←'],
	change: ['World', '◆'],
	close: ['Closes', '✕'],
};
const HEARTBEAT = 'HEARTBEAT';

/** What bots ask and are told, the newest at the end. */
export class TrafficPart {
	#lines: LogLine[] = [];
	#shown: LogLine[] = [];
	#forgotten = 0;
	#isAtEnd = true;
	/** The number of the newest line. */
	#last = 0;
	#chosen = 0;
	readonly #list = element('div', { class: 'rows', tabindex: '0', role: 'list', 'aria-label': 'Log' });
	readonly #status = element('p', { class: 'faint', role: 'status' });
	readonly #filter = element('input', {
		type: 'search',
		id: 'log-search',
		placeholder: 'Filter: a path, an event, a status',
		autocomplete: 'off',
	});
	readonly #boxes = new Map<LineKind | 'heartbeat', HTMLInputElement>();
	readonly #detail = element('div', { class: 'detail' });
	readonly #rows: VirtualRows;

	constructor(
		watch: Watch,
		private readonly complain: (error: unknown) => void,
	) {
		const label = element('label', { for: 'log-search', class: 'hidden' }, 'Filter the log');
		const empty = element('button', { type: 'button', class: 'quiet' }, 'Empty the list');
		const kinds = Object.entries(KINDS).map(([kind, [name]]) => this.#box(kind as LineKind, name, kind !== 'change'));
		const body = element('div', { class: 'body', role: 'presentation' });
		this.#list.append(body);
		find('traffic').append(
			element('div', { class: 'bar' }, label, this.#filter, empty),
			element(
				'div',
				{ class: 'checks', role: 'group', 'aria-label': 'Kinds' },
				...kinds,
				this.#box('heartbeat', 'Heartbeats', false),
			),
			this.#status,
			this.#list,
			this.#detail,
		);
		this.#rows = new VirtualRows({
			viewport: this.#list,
			body,
			rowHeight: ROW_HEIGHT,
			makeRow: () => this.#makeRow(),
			fillRow: (row, index) => this.#fill(row, index),
			onRange: () => undefined,
		});
		this.#filter.addEventListener('input', () => this.#sift());
		this.#list.addEventListener('scroll', () => {
			const { scrollHeight, scrollTop, clientHeight } = this.#list;
			this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
		});
		// While another part is shown, the list has no height.
		new ResizeObserver(() => this.#stayAtEnd()).observe(this.#list);
		empty.addEventListener('click', () => this.#empty());
		watch.onReset(() => this.#empty());
		watch.onNews((news) => this.#add(news));
	}

	#box(kind: LineKind | 'heartbeat', name: string, isOn: boolean): HTMLElement {
		const box = element('input', { type: 'checkbox' });
		box.checked = isOn;
		box.addEventListener('change', () => this.#sift());
		this.#boxes.set(kind, box);
		return element('label', { class: 'check' }, box, name);
	}

	#empty(): void {
		this.#lines = [];
		this.#forgotten = 0;
		this.#last = 0;
		this.#detail.replaceChildren();
		this.#sift();
	}

	#add({ lines }: PageNews): void {
		const [first, newest] = [lines[0], lines.at(-1)];
		if (!first || !newest) return;
		// Another emulator in the same place counts from the beginning.
		if (newest.n < this.#last) this.#empty();
		if (this.#last > 0) this.#forgotten += Math.max(0, first.n - this.#last - 1);
		this.#lines.push(...lines.filter(({ n }) => n > this.#last));
		this.#last = newest.n;
		const tooMany = this.#lines.length - MOST_LINES;
		if (tooMany > 0) {
			this.#lines = this.#lines.slice(tooMany);
			this.#forgotten += tooMany;
		}
		this.#sift();
	}

	#sift(): void {
		const wanted = this.#filter.value.trim().toLowerCase();
		this.#shown = this.#lines.filter((line) => this.#isShown(line, wanted));
		const forgotten = this.#forgotten > 0 ? ` ${number(this.#forgotten)} older ones are not kept here.` : '';
		setText(this.#status, `${counted(this.#shown.length, 'line')} of ${number(this.#lines.length)}.${forgotten}`);
		this.#rows.resize(this.#shown.length);
		this.#stayAtEnd();
	}

	/** Unless somebody has scrolled away from there. */
	#stayAtEnd(): void {
		if (this.#isAtEnd) this.#list.scrollTop = this.#list.scrollHeight;
	}

	#isShown({ kind, name, detail, botId }: LogLine, wanted: string): boolean {
		if (this.#boxes.get(kind)?.checked !== true) return false;
		if (name === HEARTBEAT && this.#boxes.get('heartbeat')?.checked !== true) return false;
		return wanted === '' || `${name} ${detail} ${botId ?? ''}`.toLowerCase().includes(wanted);
	}

	#makeRow(): HTMLElement {
		const parts = ['time', 'sign', 'what', 'result'].map((name) => element('span', { class: name }));
		const button = element('button', { type: 'button', class: 'line' }, ...parts);
		const row = element('div', { class: 'row', role: 'listitem' }, button);
		button.addEventListener('click', () => {
			const line = this.#shown[Number(row.dataset.index)];
			if (line) void this.#open(line);
		});
		return row;
	}

	#fill(row: HTMLElement, index: number): void {
		const line = this.#shown[index];
		const button = row.firstElementChild as HTMLButtonElement;
		const [time, sign, what, result] = button.children as unknown as [
			HTMLElement,
			HTMLElement,
			HTMLElement,
			HTMLElement,
		];
		row.dataset.index = String(index);
		if (!line) return;
		setText(time, exactTime(line.at));
		setText(sign, KINDS[line.kind][1]);
		setAttribute(sign, 'title', KINDS[line.kind][0]);
		setText(what, line.name);
		setAttribute(what, 'title', line.name);
		setText(result, line.detail);
		button.classList.toggle('bad', line.isBad);
		setAttribute(button, 'aria-pressed', String(line.n === this.#chosen));
	}

	async #open(line: LogLine): Promise<void> {
		this.#chosen = line.n;
		this.#rows.draw();
		const detail = await ask<LogDetail>('GET', `/page/log/${line.n}`).catch(this.complain);
		if (!detail || this.#chosen !== line.n) return;
		const close = element('button', { type: 'button', class: 'quiet', 'aria-label': 'Close the payload' }, '×');
		close.addEventListener('click', () => {
			this.#chosen = 0;
			this.#detail.replaceChildren();
			this.#rows.draw();
		});
		const title = element('p', { class: 'bar' }, element('strong', {}, `${line.name} ${line.detail}`), close);
		this.#detail.replaceChildren(title, element('pre', { tabindex: '0', 'aria-label': 'Payload' }, payloadOf(detail)));
	}
}

const MOST_CHARACTERS = 100_000;

/** An entry as text, with line breaks, without what its line says already. */
function payloadOf({ entry, data }: LogDetail): string {
	const all = data ? textOf(data) : JSON.stringify(withoutLine(entry), null, 2);
	if (all.length <= MOST_CHARACTERS) return all;
	return `${all.slice(0, MOST_CHARACTERS)}\n… ${number(all.length)} characters in all`;
}

function textOf({ text, isCut, characters }: NonNullable<LogDetail['data']>): string {
	return isCut ? `The beginning of ${number(characters)} characters:\n${text}…` : inLines(text);
}

const IN_LINE = new Set(['n', 'type', 'at', 'method', 'path', 'status', 'op']);

function withoutLine(entry: LogDetail['entry']): object {
	return Object.fromEntries(Object.entries(entry).filter(([key]) => !IN_LINE.has(key)));
}

function inLines(text: string): string {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}
