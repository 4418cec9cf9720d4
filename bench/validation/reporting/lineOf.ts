import type { Line } from '../../plot/Panel.js';
import { classesOf } from '../../plot/style.js';
import { titles, type Way } from '../bot/Way.js';

/** The line of one way through the points that have a value; none if no point has. */
export function lineOf(way: Way, points: readonly (readonly [x: number, value: number | undefined])[]): Line[] {
	const drawn = points.flatMap(([x, value]): [number, number][] => (value === undefined ? [] : [[x, value]]));
	return drawn.length > 0 ? [{ className: classesOf(way), label: titles[way], points: drawn }] : [];
}
