import { existsSync, readFileSync } from 'node:fs';
import { slug } from 'github-slugger';
import { expect, it } from 'vitest';
import { sectionsOf } from '../../docs/tests/countWords.js';
import { OPS, readAlerts, readYaml } from './readOps.js';

const GUIDE = 'docs/DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md';
const sections = sectionsOf(readFileSync(`${OPS}/../${GUIDE}`, 'utf8'));
const alerts = readAlerts();

it.each(alerts)('$alert has a section in the troubleshooting guide, to which it leads', ({ alert, annotations }) => {
	expect(annotations.runbook).toBe(`${GUIDE}#${slug(alert)}`);
	const section = sections.get(alert) ?? '';
	expect(section).toContain('**What it means.**');
	expect(section).toContain('**What to do.**');
});

it.each(alerts)('$alert says how bad it is, and what was seen', ({ labels, annotations }) => {
	expect(['critical', 'warning']).toContain(labels.severity);
	for (const text of [annotations.summary, annotations.description]) expect(text).toMatch(/\.$/);
	expect(annotations.summary).toContain('$labels.instance');
});

it('The guide has no section of an alert that is not there', () => {
	const named = [...sections.keys()].filter((title) => /^Rollcall[A-Z]/.test(title));
	expect(named).toEqual(alerts.map(({ alert }) => alert));
});

it('Each alert has a unit test in which it fires, and one in which it does not', () => {
	interface Case {
		readonly alertname: string;
		readonly exp_alerts: readonly object[];
	}
	const { tests } = readYaml<{ tests: { name: string; alert_rule_test: Case[] }[] }>(
		'prometheus/rollcall.rules.test.yml',
	);
	const firing = (fires: boolean) =>
		new Set(
			tests.flatMap(({ alert_rule_test }) =>
				alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname),
			),
		);
	const names = new Set(alerts.map(({ alert }) => alert));
	expect([firing(true), firing(false)]).toEqual([names, names]);
	expect(existsSync(`${OPS}/prometheus/rollcall.rules.yml`)).toBe(true);
});
