import type { Standing } from '../judgement/ActivityReport.js';

/** A ground of its own, so that the chart reads the same on Discord's dark and light pages. */
export const GROUND = '#2b2d31';
export const TEXT = '#f2f3f5';
export const FAINT = '#b5bac1';
export const LINE = '#4e5058';
export const BAR = '#5aa9e6';

/** Told apart also by those who do not tell red from green: they differ in lightness. */
export const STANDING_COLOURS: Readonly<Record<Standing, string>> = {
	active: '#57d28f',
	inactive: '#e5484d',
	afk: '#f5c249',
	unjudged: '#b5bac1',
	unknown: '#80848e',
};
