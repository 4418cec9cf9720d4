import { setImmediate } from 'node:timers/promises';
import type { Guild } from 'discord.js';
import type { AnswerOutcome } from '../engine/Answer.js';
import { invalid } from '../errors/invalid.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { blocksOf, factsOf } from '../roster/rowBlocks.js';
import { type BatchHead, crossingOutcome, type Head } from './crossing.js';
import { idBlocks } from './idBlocks.js';
import type { LocalRosters } from './LocalRosters.js';
import { PIECE_BYTES } from './wire/limits.js';
import type { OpenQuestion } from './wire/OpenQuestion.js';
import type { Question } from './wire/Question.js';

/** Other work waits no longer than this for the blocks of an answer. */
const TURN_MS = 8;

/** Answers a question of another process about a guild of this one. */
export async function answerQuestion(
	local: LocalRosters,
	guild: Guild,
	question: Question,
	open: OpenQuestion,
): Promise<void> {
	const { kind } = question;
	const options: FetchOptions = {
		...question.options,
		signal: open.signal,
		...(question.isHeard && { progressCallback: (progress) => open.report(progress) }),
	};
	switch (kind) {
		case 'members':
			return sendList(open, await local.members(guild, options));
		case 'role':
			return sendList(open, await local.role(guild, question.role, options));
		case 'query':
			return sendList(open, await local.query(guild, question.query, options));
		case 'byId': {
			const { notFound, ...answer } = await local.byId(guild, question.userIds, direct(options));
			return sendList(open, answer, { notFound });
		}
		case 'ids': {
			const { ids, ...outcome } = await local.ids(guild, question.query, options);
			return sendIds(open, outcome, ids);
		}
		case 'count': {
			const { count, ...outcome } = await local.count(guild, question.query, options);
			return sendValues(open, outcome, { count });
		}
		case 'member': {
			const { member, ...outcome } = await local.member(guild, question.userId, direct(options));
			return sendValues(open, outcome, { member });
		}
		case 'roleCounts': {
			const { counts, ...outcome } = await local.roleCounts(guild, direct(options));
			return sendValues(open, outcome, { counts: [...counts] });
		}
		case 'stream':
			return sendStream(local, guild, options, open);
		default:
			throw invalid('question', kind satisfies never, 'a question that this version knows');
	}
}

function direct({ signal, timeout }: FetchOptions): Pick<FetchOptions, 'signal' | 'timeout'> {
	return { ...(signal && { signal }), ...(timeout !== undefined && { timeout }) };
}

async function sendValues(open: OpenQuestion, outcome: AnswerOutcome, values: Head['values']): Promise<void> {
	await open.put({ outcome: crossingOutcome(outcome), ...(values && { values }) } satisfies Head);
}

async function sendList(
	open: OpenQuestion,
	{ roster, ...outcome }: AnswerOutcome & { readonly roster: ColumnsView },
	values?: Head['values'],
): Promise<void> {
	const head: Head = { outcome: crossingOutcome(outcome), list: factsOf(roster), ...(values && { values }) };
	await open.put(head);
	let turnEndsAt = performance.now() + TURN_MS;
	for (const { facts, bytes } of blocksOf(roster, PIECE_BYTES)) {
		if (!(await open.put(facts, bytes))) return;
		if (performance.now() < turnEndsAt) continue;
		await setImmediate();
		turnEndsAt = performance.now() + TURN_MS;
	}
}

async function sendIds(open: OpenQuestion, outcome: AnswerOutcome, ids: readonly string[]): Promise<void> {
	await sendValues(open, outcome, { count: ids.length });
	for (const bytes of idBlocks(ids, PIECE_BYTES)) {
		if (!(await open.put(null, bytes))) return;
		await setImmediate();
	}
}

async function sendStream(local: LocalRosters, guild: Guild, options: FetchOptions, open: OpenQuestion): Promise<void> {
	for await (const { view, error, ...batch } of local.stream(guild, options)) {
		// A batch is small, and one block.
		const [block] = blocksOf(view, Number.POSITIVE_INFINITY);
		const head: BatchHead = {
			...batch,
			...(error && { error: error.toJSON() }),
			list: factsOf(view),
			...(block && { block: block.facts }),
		};
		if (!(await open.put(head, block?.bytes))) return;
	}
}
