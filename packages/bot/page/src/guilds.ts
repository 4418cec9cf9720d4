import { element, find, type Row, Rows, setAttribute, setText } from '../../../emulator/page/src/elements.js';
import type { GuildLine, Snapshot } from '../../src/dashboard/Snapshot.js';
import { bytes, duration, number, share, signed } from './words.js';

const COLUMNS = ['Guild', 'List', 'Members', 'Coverage', 'Drift', 'Age', 'Size'];
const WORDS = { complete: 'complete', stale: 'stale', none: 'not held' } as const;

/** Each guild with its list. @param choose - called with the guild that is looked at */
export function guildsPart(choose: (guild: GuildLine) => void): (snapshot: Snapshot) => void {
	const head = element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, name)));
	const body = element('tbody');
	const more = element('p', { class: 'faint' });
	const table = element('table', {}, element('thead', {}, head), body);
	find('guilds').append(element('div', { class: 'scroll' }, table), more);
	let chosen = new URLSearchParams(location.hash.slice(1)).get('guild');
	let now = 0;
	const pick = (guild: GuildLine) => {
		chosen = guild.id;
		history.replaceState(null, '', `#guild=${guild.id}`);
		choose(guild);
		for (const button of body.querySelectorAll('button'))
			setAttribute(button, 'aria-pressed', String(button.value === chosen));
	};
	const rows = new Rows<GuildLine>(
		body,
		({ id }) => id,
		(guild) => row(guild, () => now, pick),
	);
	let isFirst = true;
	return ({ at, guilds, totals }) => {
		now = at;
		rows.show(guilds);
		const hidden = totals.guilds - guilds.length;
		setText(
			more,
			hidden > 0
				? `${number(hidden)} more guilds are not shown: lists that are stale come first, then the largest.`
				: '',
		);
		if (isFirst && guilds.length > 0) {
			const guild = guilds.find(({ id }) => id === chosen) ?? guilds[0];
			if (guild) pick(guild);
			isFirst = false;
		}
	};
}

function row(first: GuildLine, now: () => number, pick: (guild: GuildLine) => void): Row<GuildLine> {
	let latest = first;
	const name = element('button', {
		type: 'button',
		value: first.id,
		class: 'link',
		title: `Show ${first.id}`,
		'aria-pressed': 'false',
	});
	name.addEventListener('click', () => pick(latest));
	const status = element('span', { class: 'badge' });
	const reason = element('span', { class: 'reason faint' });
	const cells = COLUMNS.slice(2).map((column) => element('td', { class: 'number', 'data-column': column }));
	const root = element(
		'tr',
		{},
		element('th', { scope: 'row' }, name),
		element('td', { 'data-column': 'List' }, status, reason),
		...cells,
	);
	return {
		root,
		update: (guild) => {
			latest = guild;
			setText(name, guild.name);
			setText(status, WORDS[guild.status]);
			setAttribute(status, 'data-status', guild.status);
			setText(reason, guild.reason ?? '');
			const words = figuresOf(guild, now());
			cells.forEach((cell, place) => {
				setText(cell, words[place] ?? '');
			});
		},
	};
}

function figuresOf({ status, members, expected, bytes: size, vouchedAt }: GuildLine, now: number): string[] {
	if (status === 'none') return [number(expected), '–', '–', '–', '–'];
	return [
		number(members),
		expected > 0 ? share(Math.min(1, members / expected)) : '–',
		signed(members - expected),
		vouchedAt === undefined ? '–' : duration(now - vouchedAt),
		bytes(size),
	];
}
