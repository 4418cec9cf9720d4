import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The folder of everything that runs a bot. */
export const OPS = fileURLToPath(new URL('..', import.meta.url));

export function readText(path: string): string {
	return readFileSync(`${OPS}/${path}`, 'utf8');
}

export function readYaml<Content>(path: string): Content {
	return parse(readText(path), { strict: true, uniqueKeys: true }) as Content;
}

/** One alert of the rules. */
export interface Alert {
	readonly alert: string;
	readonly expr: string;
	readonly labels: { readonly severity: string };
	readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string };
}

export function readAlerts(): Alert[] {
	const { groups } = readYaml<{ groups: { rules: Alert[] }[] }>('prometheus/rollcall.rules.yml');
	return groups.flatMap(({ rules }) => rules);
}

/** A panel of the board. */
export interface Panel {
	readonly title: string;
	readonly type: string;
	readonly targets?: readonly { readonly expr: string }[];
	readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

interface Board {
	readonly panels: readonly Panel[];
	readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

export function readBoard(): Board {
	return JSON.parse(readText('grafana/dashboards/rollcall.json')) as Board;
}
