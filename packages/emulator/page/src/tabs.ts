import { element, find } from './elements.js';

const TABS = [
	['chat', 'Chat'],
	['members', 'Members'],
	['traffic', 'Traffic'],
	['faults', 'Faults'],
	['clock', 'Clock'],
] as const;

/** One part beside the messages at a time. On a phone the messages are one of them. */
export function tabsPart(): void {
	const main = document.querySelector('main');
	const list = find('tabs');
	const isNarrow = matchMedia('(max-width: 60rem)');
	const buttons = TABS.map(([id, words]) => {
		const button = element('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': id }, words);
		button.addEventListener('click', () => show(id));
		return button;
	});
	const show = (wanted: string) => {
		// Beside the messages there is always something else.
		const id = wanted === 'chat' && !isNarrow.matches ? 'members' : wanted;
		if (main) main.dataset.tab = id;
		TABS.forEach(([each], at) => {
			find(each).classList.toggle('open', each === id);
			buttons[at]?.setAttribute('aria-selected', String(each === id));
			buttons[at]?.setAttribute('tabindex', each === id ? '0' : '-1');
		});
	};
	list.append(...buttons);
	list.addEventListener('keydown', ({ key }) => {
		const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
		const seen = buttons.filter((button) => button.checkVisibility());
		const at = seen.indexOf(document.activeElement as HTMLButtonElement);
		const next = step === 0 ? undefined : seen[(at + step + seen.length) % seen.length];
		next?.focus();
		next?.click();
	});
	isNarrow.addEventListener('change', () => show(main?.dataset.tab ?? 'chat'));
	show(isNarrow.matches ? 'chat' : 'members');
}
