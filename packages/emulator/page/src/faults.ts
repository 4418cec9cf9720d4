import { element, find, setText } from './elements.js';
import { ask } from './server.js';
import type { Watch } from './Watch.js';

interface Added {
	readonly id: string;
	readonly fault: Readonly<Record<string, unknown>>;
}

/** Faults that stay until they are switched off. */
const SWITCHES = [
	['The last chunk of each list of members is lost', { on: 'memberRequest', lose: 'last' }],
	['Requests for members get no answer', { on: 'memberRequest', silence: true }],
	[
		'Requests for all members get RATE_LIMITED for 30 s',
		{ on: 'memberRequest', full: true, refuse: { retryAfter: 30 } },
	],
	['Chunks come in the wrong order', { on: 'memberRequest', order: 'reverse' }],
	['REST answers 500', { on: 'rest', status: 500 }],
	['REST answers 429 for 5 s', { on: 'rest', rateLimited: { retryAfter: 5 } }],
	['REST takes 5 s', { on: 'rest', delay: 5000 }],
	['REST breaks the socket', { on: 'rest', reset: true }],
] as const;

/** What happens to the gateway at once. */
const ACTIONS = [
	['Cut the socket; the bot can resume', 'cut', { resumable: true, abrupt: true }],
	['Cut the socket; the session is over', 'cut', { resumable: false }],
	['Invalid session', 'invalidSession', { resumable: false }],
	['Ask for a reconnect', 'requestReconnect', {}],
	['Lose the next dispatch', 'loseNextEvents', { count: 1 }],
	['Skip a sequence number', 'skipSequence', { count: 1 }],
	['Dispatches come 2 s late', 'lag', { ms: 2000 }],
	['Hold back all dispatches', 'pauseDispatch', {}],
	['Let dispatches go on', 'resumeDispatch', {}],
	['Refuse the next connection', 'refuseConnections', { count: 1 }],
] as const;

/** Faults to switch on and off. */
export class FaultsPart {
	readonly #boxes = new Map<string, HTMLInputElement>();
	readonly #added = element('ul', { class: 'added' });
	readonly #said = element('p', { class: 'faint', role: 'status' });
	readonly #path = element('input', {
		type: 'text',
		id: 'fault-path',
		placeholder: '/guilds/:id/members',
		autocomplete: 'off',
	});
	readonly #outage = element('button', { type: 'button', class: 'button secondary' });
	#known: readonly Added[] = [];

	constructor(private readonly watch: Watch) {
		const switches = (on: string) =>
			SWITCHES.filter(([, fault]) => fault.on === on).map(([words, fault]) => this.#switch(words, fault));
		const actions = ACTIONS.map(([words, name, body]) => this.#action(words, name, body));
		const clear = element('button', { type: 'button', class: 'button danger' }, 'End all faults');
		clear.addEventListener('click', () => void this.#do('All faults have ended.', 'DELETE', '/faults'));
		this.#outage.addEventListener('click', () => {
			const { available = true, id = '' } = this.watch.view?.guild ?? {};
			const words = available ? 'The guild is unavailable.' : 'The guild is available again.';
			void this.#do(words, available ? 'PUT' : 'DELETE', `/guilds/${id}/outage`);
		});
		find('faults').append(
			element('h3', {}, 'Requests for members'),
			element('p', { class: 'faint' }, 'Over the gateway, until they are switched off.'),
			...switches('memberRequest'),
			element('h3', {}, 'REST'),
			element('p', { class: 'faint' }, 'Until they are switched off.'),
			element('div', { class: 'labelled' }, element('label', { for: 'fault-path' }, 'Only for this path'), this.#path),
			...switches('rest'),
			element('h3', {}, 'The gateway, at once'),
			element('div', { class: 'buttons' }, ...actions, this.#outage),
			...this.#free(),
			element('h3', {}, 'Faults that were added'),
			this.#added,
			element('div', { class: 'buttons' }, clear),
			this.#said,
		);
		watch.onNews(({ status }) => void (status && this.#read()));
		watch.onView(({ guild }) => setText(this.#outage, guild.available ? 'Guild outage' : 'End the outage'));
	}

	#switch(words: string, fault: (typeof SWITCHES)[number][1]): HTMLElement {
		const box = element('input', { type: 'checkbox', role: 'switch' });
		const key = keyOf(fault);
		this.#boxes.set(key, box);
		box.addEventListener('change', () => {
			const path = fault.on === 'rest' ? this.#path.value.trim() : '';
			const body = { ...fault, times: 'ever', ...(path !== '' && { path }) };
			if (box.checked) void this.#do(`${words}: on.`, 'POST', '/faults', body);
			else for (const added of this.#known.filter((each) => keyOf(each.fault) === key)) void this.#remove(added);
		});
		return element('label', { class: 'check wide' }, box, words);
	}

	#action(words: string, name: string, body: object): HTMLElement {
		const button = element('button', { type: 'button', class: 'button secondary' }, words);
		button.addEventListener('click', () => void this.#do(`${words}: done.`, 'POST', `/faults/gateway/${name}`, body));
		return button;
	}

	/** Any fault that the API takes. */
	#free(): HTMLElement[] {
		const text = element('textarea', { id: 'fault-json', rows: '3', spellcheck: 'false' });
		text.value = '{ "on": "rest", "path": "GET /guilds/:id/members", "status": 503, "times": 3 }';
		const add = element('button', { type: 'button', class: 'button secondary' }, 'Add this fault');
		add.addEventListener('click', () => {
			try {
				void this.#do('The fault was added.', 'POST', '/faults', JSON.parse(text.value));
			} catch (error) {
				this.#say(`This is not JSON: ${(error as Error).message}`);
			}
		});
		const label = element(
			'label',
			{ for: 'fault-json' },
			'As JSON, as the page "Faults" of the documentation lists them',
		);
		return [
			element('h3', {}, 'Any other fault'),
			element('div', { class: 'labelled' }, label, text),
			element('div', { class: 'buttons' }, add),
		];
	}

	async #do(words: string, ...request: Parameters<typeof ask>): Promise<void> {
		try {
			await ask(...request);
			this.#say(words);
		} catch (error) {
			this.#say((error as Error).message);
		}
		await this.#read();
	}

	#remove({ id }: Added): Promise<void> {
		return this.#do('The fault was removed.', 'DELETE', `/faults/${id}`);
	}

	#say(words: string): void {
		setText(this.#said, words);
	}

	async #read(): Promise<void> {
		this.#known = await ask<Added[]>('GET', '/faults').catch(() => this.#known);
		const keys = new Set(this.#known.map(({ fault }) => keyOf(fault)));
		for (const [key, box] of this.#boxes) box.checked = keys.has(key);
		const items = this.#known.map((added) => {
			const remove = element('button', { type: 'button', class: 'quiet' }, 'Remove');
			remove.addEventListener('click', () => void this.#remove(added));
			return element('li', {}, element('code', {}, JSON.stringify(added.fault)), remove);
		});
		this.#added.replaceChildren(...(items.length > 0 ? items : [element('li', { class: 'faint' }, 'None.')]));
	}
}

/** Two faults are the same switch, whatever path they are for. */
function keyOf({ path: _path, times: _times, ...fault }: Readonly<Record<string, unknown>>): string {
	return JSON.stringify(Object.entries(fault).sort());
}
