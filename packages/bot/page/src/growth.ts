import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { element, find, setText } from '../../../emulator/page/src/elements.js';
import type { GrowthLine } from '../../src/dashboard/Snapshot.js';
import { get } from './server.js';
import { counted, number } from './words.js';

const DAYS = 30;
const DAY_S = 86_400;
const HEIGHT = 180;

/** Joins and leaves of each of the last thirty days. */
export class Growth {
	readonly #box = element('div', { class: 'chart', 'aria-hidden': 'true' });
	readonly #words = element('p', { class: 'faint' });
	#guildId: string | undefined;
	#plot: uPlot | undefined;
	#days: GrowthLine[] = [];

	constructor() {
		const key = element(
			'p',
			{ class: 'key' },
			element('span', { class: 'good' }, 'joins'),
			element('span', { class: 'bad' }, 'leaves'),
		);
		find('growth').append(key, this.#box, this.#words);
		new ResizeObserver(() => this.#plot?.setSize({ width: this.#box.clientWidth, height: HEIGHT })).observe(this.#box);
		matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
		setInterval(() => void this.#read(), 30_000);
	}

	show(guildId: string): void {
		this.#guildId = guildId;
		void this.#read();
	}

	async #read(): Promise<void> {
		const guildId = this.#guildId;
		if (guildId === undefined || document.hidden) return;
		try {
			const days = await get<GrowthLine[]>(`/api/guilds/${guildId}/growth`);
			if (guildId !== this.#guildId) return;
			this.#days = days;
			this.#draw();
		} catch (error) {
			setText(this.#words, (error as Error).message);
		}
	}

	#draw(): void {
		const byDay = new Map(this.#days.map((day) => [day.day, day]));
		const today = Math.floor(Date.now() / 1_000 / DAY_S) * DAY_S;
		const times = Array.from({ length: DAYS }, (_, n) => today - (DAYS - 1 - n) * DAY_S);
		const rows = times.map((time) => byDay.get(new Date(time * 1_000).toISOString().slice(0, 10)));
		const [joins, leaves] = [rows.map((row) => row?.joins || null), rows.map((row) => -(row?.leaves ?? 0) || null)];
		this.#plot?.destroy();
		this.#plot = new uPlot(this.#options(), [times, joins, leaves], this.#box);
		const sum = (counts: readonly (number | null)[]) => Math.abs(counts.reduce<number>((a, b) => a + (b ?? 0), 0));
		setText(
			this.#words,
			`${counted(sum(joins), 'join')} and ${counted(sum(leaves), 'leave')} were counted in ${DAYS} days, while the bot was running.`,
		);
	}

	#options(): uPlot.Options {
		const style = getComputedStyle(this.#box);
		const colour = (name: string) => style.getPropertyValue(name);
		const axis = { stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
		const bars = uPlot.paths.bars?.({ size: [0.7, 24] });
		const series = (label: string, fill: string) => ({
			label,
			fill,
			stroke: fill,
			...(bars && { paths: bars }),
			points: { show: false },
		});
		return {
			width: this.#box.clientWidth,
			height: HEIGHT,
			tzDate: (time) => uPlot.tzDate(new Date(time * 1_000), 'Etc/UTC'),
			legend: { show: false },
			cursor: { show: false },
			scales: {
				x: { range: (_, first, last) => [first - DAY_S / 2, last + DAY_S / 2] },
				y: { range: (_, low, high) => [Math.min((low ?? 0) * 1.1, -1), Math.max((high ?? 0) * 1.1, 1)] },
			},
			axes: [
				{ ...axis, values: '{MMM} {D}', space: 60 },
				{
					...axis,
					incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000],
					values: (_, values) => values.map((value) => number(Math.abs(value))),
					size: 56,
				},
			],
			series: [{}, series('Joins', colour('--good')), series('Leaves', colour('--bad'))],
		};
	}
}
