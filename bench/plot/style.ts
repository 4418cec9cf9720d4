import type { SideName } from '../sides/index.js';

/** The colours of a side: on a light ground, on a dark one. */
const colours: Readonly<Record<SideName, readonly [light: string, dark: string]>> = {
	'discord.js': ['#24292f', '#e6edf3'],
	'oceanic.js': ['#0b7a75', '#4fc9c2'],
	seyfert: ['#737000', '#c5c24f'],
	discordeno: ['#8a4fb0', '#c594e8'],
	'service-roster-cache': ['#1a7f37', '#56d364'],
	service: ['#1f5fd0', '#78aaff'],
	'service-lean': ['#d9480f', '#ff9b63'],
	'service-standalone': ['#c02a5b', '#ff7ba5'],
};

/** The class that colours a side. */
export function classOf(side: SideName): string {
	return `side-${side.replaceAll('.', '-')}`;
}

/** The classes of a side: those of the service are drawn thicker. */
export function classesOf(side: SideName): string {
	return side.startsWith('service') ? `${classOf(side)} own` : classOf(side);
}

/** The style sheet of the plot. It has no ground of its own, and follows the reader's colour scheme. */
export const style = `
text { font: 12px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #57606a; }
.title { font-size: 14px; font-weight: 600; fill: #24292f; }
.grid { stroke: #8b949e; stroke-opacity: 0.25; }
.leader { stroke: #8b949e; stroke-opacity: 0.6; }
.line { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.line.own { stroke-width: 3; }
.value { font-weight: 600; }
${coloursOf(0)}
@media (prefers-color-scheme: dark) {
text { fill: #9198a1; }
.title { fill: #e6edf3; }
${coloursOf(1)}
}
`;

function coloursOf(scheme: 0 | 1): string {
	return Object.entries(colours)
		.map(([side, both]) => {
			const name = classOf(side as SideName);
			const colour = both[scheme];
			return `.line.${name} { stroke: ${colour}; } .dot.${name}, .label.${name} { fill: ${colour}; }`;
		})
		.join('\n');
}
