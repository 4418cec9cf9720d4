import type { LogEntry } from '../log/index.js';
import type { Step } from './schema.js';

const MOST = 120;

/** A step as the story tells it. */
export function describeStep(step: Step): string {
	if (step.title !== undefined) return step.title;
	if ('do' in step) return short(`do ${step.do} ${json(step.with)}`);
	if ('fault' in step) return short(`fault ${json(step.fault)}`);
	if ('wait' in step) return `wait ${step.wait} ms`;
	if ('silence' in step) return short(`silence ${json(step.silence)}`);
	if ('exit' in step) return `exit${step.exit.code === undefined ? '' : ` with ${step.exit.code}`}`;
	return short(`expect ${json(step.expect)}`);
}

/** An entry of the log as the story tells it. */
export function describeEntry(entry: LogEntry): string {
	if (entry.type === 'request') {
		const body = entry.body === undefined ? '' : ` ${json(entry.body)}`;
		return short(`request ${entry.method} ${entry.path} (${entry.route}) → ${entry.status}${body}`);
	}
	if (entry.type === 'frame') return short(`frame op ${String(entry.op)} ${json(entry.data)}`);
	if (entry.type === 'close') return `close ${entry.code}`;
	if (entry.type === 'dispatch') return `dispatch ${entry.event}`;
	const { type, guildId: _, ...rest } = entry.change;
	return short(`change ${type} ${json(rest)}`);
}

const json = (value: unknown) => JSON.stringify(value) ?? '';
const short = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
