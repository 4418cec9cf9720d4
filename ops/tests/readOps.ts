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

/** The paths of the bot that supervisors and Prometheus ask. */
export const SERVED = ['/healthz', '/readyz', '/metrics'];

/** How Prometheus asks the bot. */
export interface ScrapeJob {
	readonly metrics_path: string;
	readonly authorization: { readonly type: string; readonly credentials_file: string };
	readonly static_configs: readonly { readonly targets: readonly string[] }[];
}

export function readScrape(): ScrapeJob {
	const { scrape_configs } = readYaml<{ scrape_configs: [ScrapeJob] }>('prometheus/prometheus.yml');
	return scrape_configs[0];
}

/** The instructions of this name in the Dockerfile, each on one line. */
export function instructionsOfImage(name: string): string[] {
	const dockerfile = readText('Dockerfile').replaceAll('\\\n', ' ');
	return [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, rest = '']) => rest);
}

/** The code by which Node asks the bot whether it lives. */
export function healthCheckOfImage(): string {
	const [check = ''] = instructionsOfImage('HEALTHCHECK');
	const [, , code = ''] = JSON.parse(check.slice(check.indexOf('CMD') + 3)) as string[];
	return code;
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
