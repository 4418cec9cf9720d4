import type { GuildView, MemberLine, MemberPage } from '../../src/control/page/PageData.js';
import { element, find, setAttribute, setText } from './elements.js';
import { ask } from './server.js';
import { avatar, hueOf, readable } from './showMessage.js';
import { VirtualRows } from './VirtualRows.js';
import type { Watch } from './Watch.js';
import { counted, number } from './words.js';

const ROW_HEIGHT = 52;
const PAGE = 100;
/** As many as a high screen shows. */
const ROWS_IN_SIGHT = 30;
const TYPING_MS = 150;
/** Members come and go all the time in a busy world, and a search of a large guild is work for the emulator. */
const AGAIN_MS = { list: 1_000, search: 3_000 };

/** The members of the guild: to search, to act as, to join and to leave. */
export class Members {
	readonly #search = element('input', {
		type: 'search',
		id: 'member-search',
		placeholder: 'Name or id',
		autocomplete: 'off',
	});
	readonly #status = element('p', { class: 'faint', role: 'status' });
	readonly #list = element('div', { class: 'rows', tabindex: '0', role: 'list', 'aria-label': 'Members' });
	readonly #rows: VirtualRows;
	#pages = new Map<number, readonly MemberLine[]>();
	readonly #asked = new Set<number>();
	#guild: GuildView['guild'] | undefined;
	#actorId = '';
	/** Grows with each list that is shown. */
	#round = 0;
	#isReading = false;
	#isOld = false;
	#timer = 0;

	constructor(
		private readonly watch: Watch,
		private readonly open: (member: MemberLine) => void,
		private readonly complain: (error: unknown) => void,
	) {
		const join = element('button', { type: 'button', class: 'button success' }, 'A new member joins');
		const label = element('label', { for: 'member-search', class: 'hidden' }, 'Search members');
		const body = element('div', { class: 'body', role: 'presentation' });
		this.#list.append(body);
		find('members').append(element('div', { class: 'bar' }, label, this.#search, join), this.#status, this.#list);
		join.addEventListener('click', () => void this.#join());
		this.#search.addEventListener('input', () => {
			this.#list.scrollTop = 0;
			this.#soon(TYPING_MS);
		});
		this.#rows = new VirtualRows({
			viewport: this.#list,
			body,
			rowHeight: ROW_HEIGHT,
			makeRow: () => this.#makeRow(),
			fillRow: (row, index) => this.#fill(row, index),
			onRange: (first, end) => this.#need(first, end),
		});
		let seen = '';
		watch.onView(({ guild, actor }) => {
			const isOther = guild.id !== this.#guild?.id;
			if (isOther) this.#search.value = '';
			this.#guild = guild;
			this.#actorId = actor.id;
			if (isOther) void this.#read();
			else this.#rows.draw();
		});
		watch.onNews(({ status }) => {
			const version = status?.guilds.find(({ id }) => id === this.#guild?.id)?.version;
			if (version === undefined || seen === `${this.#guild?.id} ${version}`) return;
			seen = `${this.#guild?.id} ${version}`;
			if (this.#timer === 0) this.#soon(this.#search.value.trim() === '' ? AGAIN_MS.list : AGAIN_MS.search);
		});
	}

	#soon(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = window.setTimeout(() => {
			this.#timer = 0;
			void this.#read();
		}, ms);
	}

	async #join(): Promise<void> {
		await ask('POST', `/guilds/${this.#guild?.id}/members`, {}).catch(this.complain);
	}

	/** Reads what is in sight again. */
	async #read(): Promise<void> {
		this.#isOld = true;
		if (this.#isReading) return;
		this.#isReading = true;
		// In a busy world, a read that is overtaken by the next one would never be shown.
		while (this.#isOld) {
			this.#isOld = false;
			await this.#readOnce().catch(this.complain);
		}
		this.#isReading = false;
	}

	async #readOnce(): Promise<void> {
		const asked = this.#what;
		const numbers = [
			...new Set([this.#rows.first, this.#rows.first + ROWS_IN_SIGHT].map((row) => Math.floor(row / PAGE))),
		];
		const pages = await Promise.all(numbers.map((number) => this.#page(number * PAGE)));
		const [first] = pages;
		// If something else is asked for by now, it is read next.
		if (!first || asked !== this.#what) return;
		this.#round++;
		this.#pages = new Map(pages.map(({ rows }, at) => [numbers[at] ?? 0, rows]));
		this.#asked.clear();
		const { total, isCut } = first;
		const isAll = this.#search.value.trim() === '';
		setText(this.#status, isAll ? counted(total, 'member') : `${number(total)}${isCut ? ' or more' : ''} found`);
		this.#rows.resize(total);
	}

	/** What is asked for. */
	get #what(): string {
		return `${this.#guild?.id} ${this.#search.value.trim()}`;
	}

	#page(from: number): Promise<MemberPage> {
		const query = {
			guildId: this.#guild?.id ?? 'first',
			search: this.#search.value.trim(),
			from: String(from),
			count: String(PAGE),
		};
		return ask<MemberPage>('GET', `/page/members?${new URLSearchParams(query)}`);
	}

	#need(first: number, end: number): void {
		const wanted = new Set([Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)]);
		for (const page of wanted) {
			if (this.#pages.has(page) || this.#asked.has(page)) continue;
			this.#asked.add(page);
			const round = this.#round;
			void this.#page(page * PAGE)
				.then(({ rows }) => {
					if (round !== this.#round) return;
					this.#pages.set(page, rows);
					this.#rows.draw();
				})
				.catch(this.complain);
		}
	}

	#at(index: number): MemberLine | undefined {
		return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
	}

	#makeRow(): HTMLElement {
		const name = element('span', { class: 'name' });
		const detail = element('span', { class: 'faint' });
		const more = element('button', { type: 'button', class: 'quiet' }, 'More');
		const act = element('button', { type: 'button', class: 'quiet' }, 'Act as');
		const row = element(
			'div',
			{ class: 'row', role: 'listitem' },
			avatar('?', '0'),
			element('span', { class: 'who' }, name, detail),
			act,
			more,
		);
		const member = () => this.#at(Number(row.dataset.index));
		act.addEventListener('click', () => this.watch.look({ userId: member()?.id ?? 'owner' }));
		more.addEventListener('click', () => {
			const chosen = member();
			if (chosen) this.open(chosen);
		});
		return row;
	}

	#fill(row: HTMLElement, index: number): void {
		const member = this.#at(index);
		const [circle, who, act, more] = row.children as unknown as [
			HTMLElement,
			HTMLElement,
			HTMLButtonElement,
			HTMLButtonElement,
		];
		const [name, detail] = who.children as unknown as [HTMLElement, HTMLElement];
		row.dataset.index = String(index);
		setText(name, member?.name ?? '…');
		name.style.color = readable(member?.color ?? 0);
		setText(detail, member ? `${member.username}${member.isBot ? ' · BOT' : ''}` : '');
		setText(circle, [...(member?.name ?? '?').trim()][0]?.toUpperCase() ?? '?');
		circle.style.setProperty('--hue', hueOf(member?.id ?? ''));
		const isActor = member?.id === this.#actorId;
		setText(act, isActor ? 'You' : 'Act as');
		setAttribute(act, 'aria-label', isActor ? `You act as ${member?.name}` : `Act as ${member?.name ?? ''}`);
		setAttribute(more, 'aria-label', `More about ${member?.name ?? ''}`);
		act.disabled = isActor || !member || member.isBot;
		more.disabled = !member;
	}
}
