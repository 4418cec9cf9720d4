import type { BotCommand } from '../../src/control/page/PageData.js';
import { commandForm } from './commandForm.js';
import { element, find } from './elements.js';
import type { Interactions } from './Interactions.js';
import { ask } from './server.js';
import { type Line, linesFor, linesOf, optionsIn } from './typedLine.js';
import type { Watch } from './Watch.js';

const MOST_SHOWN = 12;
const DIRECT = 1;

/** Where one writes as the member: messages, and commands after a slash. */
export class Composer {
	readonly #box = element('textarea', {
		id: 'composer',
		rows: '1',
		autocomplete: 'off',
		placeholder: 'Message or /command',
	});
	readonly #hints = element('div', { class: 'hints', role: 'group', 'aria-label': 'Commands' });
	readonly #form = element('div', { class: 'command' });
	readonly #who = element('p', { class: 'faint who' });
	#shown: readonly Line[] = [];

	constructor(
		private readonly watch: Watch,
		private readonly interactions: Interactions,
	) {
		const send = element('button', { type: 'submit', class: 'button primary' }, 'Send');
		const label = element('label', { for: 'composer', class: 'hidden' }, 'Message');
		const form = element('form', { class: 'composer' }, label, this.#box, send);
		find('chat').append(this.#form, this.#hints, form, this.#who);
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			void this.#send();
		});
		this.#box.addEventListener('input', () => void this.#hint());
		this.#box.addEventListener('keydown', (event) => this.#press(event));
		this.#hints.addEventListener('keydown', (event) => this.#move(event));
		watch.onReset(() => this.#clear());
		watch.onView(({ actor, channels, channelId }) => {
			const isDirect = channels.find(({ id }) => id === channelId)?.type === DIRECT;
			const canWrite = actor.isMember && !isDirect;
			this.#box.disabled = send.disabled = !canWrite;
			const where = isDirect ? 'Direct messages can only be read here.' : '';
			this.#who.textContent =
				where || (actor.isMember ? `You act as ${actor.name}.` : `${actor.name} is not in this guild.`);
		});
	}

	#press(event: KeyboardEvent): void {
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
			event.preventDefault();
			void this.#send();
		} else if (event.key === 'Escape') this.#clear();
		else if (event.key === 'ArrowDown' || event.key === 'Tab') {
			const [first] = this.#hints.querySelectorAll('button');
			if (!first || event.shiftKey) return;
			event.preventDefault();
			first.focus();
		}
	}

	#move(event: KeyboardEvent): void {
		const buttons = [...this.#hints.querySelectorAll('button')];
		const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
		if (event.key === 'ArrowDown') buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
		else if (event.key === 'ArrowUp') (buttons[at - 1] ?? this.#box).focus();
		else if (event.key === 'Escape') this.#box.focus();
		else return;
		event.preventDefault();
	}

	async #hint(): Promise<void> {
		this.#shown = await this.#linesNow();
		const text = this.#box.value;
		const none =
			text.startsWith('/') && this.#shown.length === 0 ? [element('p', { class: 'faint' }, await this.#whyNone())] : [];
		this.#hints.replaceChildren(...none, ...this.#shown.slice(0, MOST_SHOWN).map((line) => this.#hintFor(line)));
	}

	#hintFor(line: Line): HTMLElement {
		const options = line.options.map(({ name, required }) => (required ? name : `[${name}]`)).join(' ');
		const hint = element(
			'button',
			{ type: 'button', class: 'hint' },
			element('strong', {}, `/${line.name}`),
			...(options === '' ? [] : [element('span', {}, options)]),
			element('span', { class: 'faint' }, line.description),
			element('span', { class: 'faint by' }, line.botName),
		);
		hint.addEventListener('click', () => this.#open(line));
		return hint;
	}

	async #linesNow(): Promise<Line[]> {
		const text = this.#box.value;
		return text.startsWith('/') ? linesFor(text, linesOf(await this.#commands())) : [];
	}

	#commands(): Promise<BotCommand[]> {
		const query = new URLSearchParams({ guildId: this.watch.view?.guild.id ?? 'first', userId: this.watch.userId });
		return ask<BotCommand[]>('GET', `/page/commands?${query}`).catch(() => []);
	}

	async #whyNone(): Promise<string> {
		const all = await this.#commands();
		return all.length === 0
			? 'No bot has registered a command that this member can run.'
			: 'No command begins like this.';
	}

	async #send(): Promise<void> {
		const text = this.#box.value.trim();
		if (text === '') return;
		if (!text.startsWith('/')) {
			this.#box.value = '';
			const { place, userId } = this.watch;
			await ask('POST', `/actors/${userId}/say`, { ...place, text }).catch((error) => {
				this.#box.value = text;
				this.interactions.complain(error);
			});
			return;
		}
		const [line] = await this.#linesNow();
		if (line) this.#open(line, optionsIn(text, line));
		else await this.#hint();
	}

	/** Shows the options of a command. One that has none, or all that it needs, runs at once. */
	#open(line: Line, given: Readonly<Record<string, string>> = {}): void {
		this.#clear();
		const form = commandForm(this.watch, this.interactions, line, given, () => {
			this.#form.replaceChildren();
			this.#box.focus();
		});
		if (form) this.#form.replaceChildren(form);
		form?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
	}

	#clear(): void {
		this.#box.value = '';
		this.#hints.replaceChildren();
		this.#form.replaceChildren();
	}
}
