import type { Operated } from '../control/index.js';
import { isRecord } from '../json/index.js';
import type { GuildEvent } from '../world/changes/index.js';
import { ChannelMessages, type MessagePlace } from './ChannelMessages.js';
import { expectAnswer, expectFrame, expectRequest, type Seen } from './expectations.js';
import type { Noted } from './Session.js';
import { steady } from './steady.js';

/** What the recorded emulator was started with. */
export interface RecordedWorld {
	readonly seed: number;
	readonly profile: string;
	readonly guilds: readonly object[];
}

/** Everything that becomes a scenario. */
export interface Recorded {
	readonly name: string;
	readonly world: RecordedWorld;
	readonly noted: readonly Noted[];
	/** The answers to an interaction at the end, as the control API describes them. */
	answersOf(interactionId: string): readonly Readonly<Record<string, unknown>>[];
	/** The exit code of the bot, if it ended by itself. */
	readonly code: number | undefined;
}

type Step = Readonly<Record<string, unknown>>;

/** What the file of a scenario holds. */
export interface RecordedScenario {
	readonly name: string;
	readonly world: RecordedWorld;
	readonly steps: readonly Step[];
}

/** As slow as a busy machine can be when a scenario runs again. */
const SLOWER = 5;
const LEAST_S = 5;
/** Waits, which the expectations of a scenario are. */
const WAITS: readonly string[] = ['awaitLog', 'awaitReady', 'awaitAnswer'];
const IDS: readonly (readonly string[])[] = [['id'], ['user', 'id']];

/** Something that was done, and what the bot did until the next. */
interface Act {
	readonly operated: Operated | undefined;
	/** The messages that it names, as they were then. */
	readonly named: readonly MessagePlace[];
	readonly seen: Map<string, { readonly seen: Seen; count: number; afterMs: number }>;
}

/** Makes a scenario of a session. It passes with the same bot, and fails with one that answers otherwise. */
export function toScenario({ name, world, noted, answersOf, code }: Recorded): RecordedScenario {
	const names = new Map<string, string>();
	const acts = actsOf(noted);
	const steps = acts.flatMap((act, at) => stepsOf(act, at, names, answersOf));
	const exit = code === undefined ? [] : [{ exit: { code, within: '60s' } }];
	return { name, world, steps: [...steps, ...exit] };
}

function actsOf(noted: readonly Noted[]): Act[] {
	const acts: Act[] = [{ operated: undefined, named: [], seen: new Map() }];
	const messages = new ChannelMessages();
	for (const each of noted) {
		if (each.kind === 'operation') {
			const { operated } = each;
			if (!isAct(operated)) continue;
			acts.push({ operated, named: messages.placesIn(JSON.stringify(operated.given)), seen: new Map() });
			continue;
		}
		const { entry, afterMs } = each;
		if (entry.type === 'change') messages.follow(entry.change as GuildEvent);
		const seen =
			entry.type === 'frame' ? expectFrame(entry) : entry.type === 'request' ? expectRequest(entry) : undefined;
		if (seen) count(acts.at(-1) as Act, seen, afterMs);
	}
	return acts;
}

const isAct = ({ isDone, method, name }: Operated) => isDone && method !== 'GET' && !WAITS.includes(name);

function count({ seen: all }: Act, seen: Seen, afterMs: number): void {
	const key = JSON.stringify(seen);
	const known = all.get(key);
	// How often a bot identifies depends on the time.
	if (!known) all.set(key, { seen, count: 1, afterMs });
	else if (seen.request) Object.assign(known, { count: known.count + 1, afterMs });
}

function stepsOf(
	{ operated, named, seen }: Act,
	at: number,
	names: Map<string, string>,
	answersOf: Recorded['answersOf'],
): Step[] {
	const found = named
		.filter(({ id }) => !names.has(id))
		.map((place, index) => findStep(place, `step${at}message${index}`, names));
	const given = operated && doStep(operated, at, names);
	const expected = [...seen.values()].map(({ seen: one, count: times, afterMs }) => ({
		expect: { ...(steady(one, names) as object), ...(times > 1 && { count: times }), within: patience(afterMs) },
	}));
	const id = operated && interactionOf(operated);
	const answers = id === undefined ? [] : answersOf(id);
	if (id !== undefined) nameAnswered(answers, `step${at}`, names);
	const seenByUser = answers.map((answer) => ({
		expect: { answer: steady(expectAnswer(answer), names), of: `step${at}`, within: patience(0) },
	}));
	return [...found, ...(given ? [given] : []), ...expected, ...seenByUser];
}

/** Looks for a message that is another one next time. */
function findStep({ id, channelId, newer }: MessagePlace, as: string, names: Map<string, string>): Step {
	names.set(id, `\${${as}.${newer}.id}`);
	return { do: 'listMessages', with: { channelId, limit: newer + 1 }, as };
}

/** What only one user sees is in no channel: the message of an interaction is named by the interaction. */
function nameAnswered(answers: ReturnType<Recorded['answersOf']>, as: string, names: Map<string, string>): void {
	for (const { message } of answers)
		if (isRecord(message) && typeof message.id === 'string') names.set(`answer ${message.id}`, `\${${as}.id}`);
}

/** A message that answered an interaction, named by it. */
function byInteraction(given: Readonly<Record<string, unknown>>, names: Map<string, string>): object {
	const { message, ...rest } = given;
	const id = isRecord(message) ? String(message.id) : '';
	const interactionId = names.get(`answer ${id}`);
	return interactionId === undefined || names.has(id) ? given : { ...rest, interactionId };
}

function doStep({ name, given, answer }: Operated, at: number, names: Map<string, string>): Step {
	const { answerWithin: _, ...rest } = given;
	const as = `step${at}`;
	const filled = byInteraction(steady(rest, names) as Record<string, unknown>, names);
	const isNamed = nameIds(answer, as, names) || isRecord(answer);
	return {
		do: name,
		...(Object.keys(filled).length > 0 && { with: filled }),
		...(isNamed && { as }),
	};
}

/** Later steps take ids from the answer, since they are other ones in another run. */
function nameIds(answer: unknown, as: string, names: Map<string, string>): boolean {
	let isNamed = false;
	for (const path of IDS) {
		const id = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), answer);
		if (typeof id !== 'string' || !/^\d{15,20}$/.test(id) || names.has(id)) continue;
		names.set(id, `\${${[as, ...path].join('.')}}`);
		isNamed = true;
	}
	return isNamed;
}

const interactionOf = ({ answer }: Operated): string | undefined =>
	isRecord(answer) && 'isAcknowledged' in answer && typeof answer.id === 'string' ? answer.id : undefined;

const patience = (afterMs: number) => `${Math.max(LEAST_S, Math.ceil((SLOWER * afterMs) / 1000))}s`;
