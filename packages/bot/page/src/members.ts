import { element, find, setAttribute, setText } from '../../../emulator/page/src/elements.js';
import { VirtualRows } from '../../../emulator/page/src/VirtualRows.js';
import type { GuildLine, MemberSearch, RoleLine } from '../../src/dashboard/Snapshot.js';
import { MemberPages } from './MemberPages.js';
import { get, post, Refused } from './server.js';
import { number } from './words.js';

const ROW_HEIGHT = 36;
const TYPING_MS = 150;
/** The first snapshots after a fetch was asked for may be older than it. */
const IDLE_SNAPSHOTS = 3;
/** A bot has a column of its own: a name may say anything. */
const COLUMNS = ['Name', 'Bot', 'Username', 'Roles', 'Joined'];

/** The members of the chosen guild, searched and filtered by the bot. */
export class Members {
	readonly #search = element('input', {
		type: 'search',
		id: 'search',
		autocomplete: 'off',
		spellcheck: 'false',
		placeholder: 'Beginning of a name, or an id',
	});
	readonly #role = element('select', { id: 'role' });
	readonly #status = element('p', { class: 'faint', role: 'status' });
	readonly #fetch = element('button', { type: 'button' }, 'Fetch the list');
	readonly #table = element('div', { class: 'table', role: 'table', tabindex: '0', 'aria-label': 'Members' });
	readonly #rows: VirtualRows;
	#guild: GuildLine | undefined;
	#roles = new Map<string, string>();
	#pages: MemberPages | undefined;
	#asking = new AbortController();
	#timer = 0;
	/** Snapshots in a row in which the fetch that this page has asked for did not run. */
	#idle: number | undefined;

	constructor() {
		const head = element(
			'div',
			{ class: 'row head', role: 'row' },
			...COLUMNS.map((name) => element('span', { role: 'columnheader' }, name)),
		);
		const body = element('div', { class: 'body', role: 'rowgroup' });
		const fields = element(
			'form',
			{ class: 'fields', role: 'search' },
			element('label', { for: 'search' }, 'Search'),
			this.#search,
			element('label', { for: 'role' }, 'Role'),
			this.#role,
			this.#fetch,
		);
		this.#table.append(head, body);
		find('members').append(fields, this.#status, this.#table);
		this.#rows = new VirtualRows({
			viewport: this.#table,
			body,
			rowHeight: ROW_HEIGHT,
			makeRow: () =>
				element('div', { class: 'row', role: 'row' }, ...COLUMNS.map(() => element('span', { role: 'cell' }))),
			fillRow: (row, index) => this.#fill(row, index),
			onRange: (first, end) => this.#pages?.need(first, end),
		});
		fields.addEventListener('submit', (event) => event.preventDefault());
		this.#search.addEventListener('input', () => this.#soon());
		this.#role.addEventListener('change', () => void this.#ask());
		this.#fetch.addEventListener('click', () => void this.#begin());
	}

	/** Shows another guild. */
	choose(guild: GuildLine): void {
		this.#guild = guild;
		this.#idle = undefined;
		this.#search.value = '';
		this.#role.replaceChildren();
		setText(find('members-title'), `Members of ${guild.name}`);
		void this.#ask();
	}

	/** A list has come, gone or become true again: what is shown is asked for again. */
	update(guild: GuildLine, isFetched: boolean): void {
		if (guild.id !== this.#guild?.id) return;
		this.#follow(guild, isFetched);
		const isNew = guild.status !== this.#guild.status || (!this.#pages && guild.status === 'complete');
		this.#guild = guild;
		if (isNew) void this.#ask();
	}

	/** Says so if the fetch that this page has asked for is over, and the list is not there. */
	#follow({ status }: GuildLine, isFetched: boolean): void {
		if (this.#idle === undefined) return;
		this.#idle = isFetched ? 0 : this.#idle + 1;
		if (status !== 'complete' && this.#idle < IDLE_SNAPSHOTS) return;
		if (status !== 'complete') setText(this.#status, 'The fetch ended without a complete list. Health may say why.');
		this.#idle = undefined;
	}

	#soon(): void {
		clearTimeout(this.#timer);
		this.#timer = window.setTimeout(() => void this.#ask(), TYPING_MS);
	}

	async #ask(): Promise<void> {
		const guild = this.#guild;
		if (!guild) return;
		this.#asking.abort();
		this.#asking = new AbortController();
		const { signal } = this.#asking;
		const query = new URLSearchParams({ search: this.#search.value.trim() });
		if (this.#role.value !== '') query.set('role', this.#role.value);
		try {
			if (this.#role.options.length === 0) await this.#readRoles(guild.id, signal);
			this.#show(await get<MemberSearch>(`/api/guilds/${guild.id}/members?${query}`, signal));
		} catch (error) {
			if (!signal.aborted) this.#showNothing(error as Error);
		}
	}

	async #readRoles(guildId: string, signal: AbortSignal): Promise<void> {
		const roles = await get<RoleLine[]>(`/api/guilds/${guildId}/roles`, signal);
		this.#roles = new Map(roles.map(({ id, name }) => [id, name]));
		const options = roles.map(({ id, name, holders }) =>
			element('option', { value: id }, holders === undefined ? name : `${name} (${number(holders)})`),
		);
		this.#role.replaceChildren(element('option', { value: '' }, 'Everybody'), ...options);
	}

	#show(found: MemberSearch): void {
		this.#pages = new MemberPages(
			found,
			() => this.#rows.draw(),
			() => void this.#ask(),
		);
		const when =
			found.status === 'complete'
				? 'The list is complete.'
				: `The list is stale: it was true at ${new Date(found.asOf).toLocaleTimeString()}.`;
		setText(
			this.#status,
			`${number(found.total)} ${found.total === 1 ? 'member' : 'members'}, found in ${found.ms} ms without a request to Discord. ${when}`,
		);
		setAttribute(this.#table, 'aria-rowcount', String(found.total + 1));
		this.#table.hidden = false;
		this.#fetch.hidden = found.status === 'complete';
		this.#rows.show(found.total);
	}

	#showNothing(error: Error): void {
		this.#pages = undefined;
		setText(this.#status, error.message);
		this.#rows.show(0);
		this.#table.hidden = true;
		this.#fetch.hidden = !(error instanceof Refused && error.status === 409);
		// With the list come the numbers of holders.
		this.#role.replaceChildren();
	}

	/** The one thing here that asks Discord. */
	async #begin(): Promise<void> {
		if (!this.#guild) return;
		try {
			await post(`/api/guilds/${this.#guild.id}/fetch`);
			this.#idle = 0;
			setText(this.#status, 'The list is being fetched; see the running operations.');
		} catch (error) {
			setText(this.#status, (error as Error).message);
		}
	}

	#fill(row: HTMLElement, index: number): void {
		const member = this.#pages?.row(index);
		const roles = member?.roles.map((id) => this.#roles.get(id) ?? id).join(', ') ?? '';
		const words = member
			? [member.name, member.isBot ? 'bot' : '', member.username ?? '', roles, member.joinedAt?.slice(0, 10) ?? '']
			: [member === null ? 'no longer in the list' : '…', '', '', '', ''];
		setAttribute(row, 'aria-rowindex', String(index + 2));
		setAttribute(row, 'title', member ? `${member.id}\n${roles}` : '');
		for (let place = 0; place < words.length; place++) {
			const cell = row.children[place];
			if (cell) setText(cell, words[place] ?? '');
		}
	}
}
