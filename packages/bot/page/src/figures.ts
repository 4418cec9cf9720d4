import { element, find, setText } from '../../../emulator/page/src/elements.js';
import type { Snapshot, Totals } from '../../src/dashboard/Snapshot.js';
import { bytes, counted, number, share } from './words.js';

/** Sums over all guilds, and the requests that were not made. */
export function figuresPart(): (snapshot: Snapshot) => void {
	const grid = element('dl', { class: 'tiles' });
	const held = tile(grid, 'Members held');
	const memory = tile(grid, 'Memory for lists');
	const answers = tile(grid, 'Answers');
	const refused = tile(grid, 'Refused by Discord');
	const saved = element('div', { class: 'saved' });
	const original = bar(saved, 'The original way', 'original');
	const sent = bar(saved, 'Requests sent', 'sent');
	const words = element('p', {});
	find('figures').append(grid, saved, words);
	return ({ totals }) => {
		held(number(totals.members), `${number(totals.heldGuilds)} of ${number(totals.guilds)} guilds`);
		memory(bytes(totals.bytes), `of ${bytes(totals.maxBytes)}`);
		answers(number(totals.calls), describeAnswers(totals));
		refused(
			number(totals.refused),
			`${number(totals.gateway)} over the gateway and ${number(totals.rest)} by REST were sent`,
		);
		const requests = totals.gateway + totals.rest;
		const most = Math.max(1, totals.calls, requests);
		original(totals.calls, totals.calls / most);
		sent(requests, requests / most);
		setText(words, describeSaved(totals.calls, requests));
	};
}

function describeAnswers({ complete, partial, stale, cacheHits }: Totals): string {
	return `${number(complete)} complete, ${number(partial)} partial, ${number(stale)} stale; ${number(cacheHits)} from memory`;
}

/** The original way, guild.members.fetch(), asks Discord once for each call. */
function describeSaved(calls: number, requests: number): string {
	if (calls === 0)
		return 'Nobody has asked for members yet. The original way, guild.members.fetch(), makes a request for each call.';
	const saved = calls - requests;
	if (saved <= 0) return `No requests saved yet: ${counted(requests, 'request')} for ${counted(calls, 'call')}.`;
	return `${counted(saved, 'request')} saved, ${share(saved / calls)} of those that guild.members.fetch() makes for ${counted(calls, 'call')}.`;
}

function tile(grid: HTMLElement, name: string): (value: string, detail: string) => void {
	const [value, detail] = [element('span', { class: 'value' }), element('span', { class: 'faint' })];
	grid.append(element('div', {}, element('dt', {}, name), element('dd', {}, value, detail)));
	return (words, more) => {
		setText(value, words);
		setText(detail, more);
	};
}

function bar(parent: HTMLElement, name: string, kind: string): (count: number, part: number) => void {
	const fill = element('span', { class: `fill ${kind}` });
	const count = element('span', { class: 'count' });
	parent.append(element('span', {}, name), element('span', { class: 'track', 'aria-hidden': 'true' }, fill), count);
	return (value, part) => {
		fill.style.inlineSize = `${part * 100}%`;
		setText(count, number(value));
	};
}
