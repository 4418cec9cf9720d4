import type { Standing } from '../judgement/ActivityReport.js';

/** Its own background, so that the chart looks the same in the dark and the light theme of Discord. */
export const GROUND = '#2b2d31';
export const TEXT = '#f2f3f5';
export const FAINT = '#b5bac1';
export const LINE = '#4e5058';
export const BAR = '#5aa9e6';

/** They differ in lightness too, for readers that cannot tell red from green. */
export const STANDING_COLOURS: Readonly<Record<Standing, string>> = {
	active: '#57d28f',
	inactive: '#e5484d',
	afk: '#f5c249',
	unjudged: '#b5bac1',
	unknown: '#80848e',
};
