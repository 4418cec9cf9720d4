import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CommandError } from '../errors/index.js';
import type { Format } from '../exporting/index.js';

/** A member of an export, with the values as its format has them. */
export type FileRecord = Readonly<Record<string, unknown>>;

/** Reads an export, record by record. */
export function readRecords(file: string, format: Format): AsyncIterable<FileRecord> {
	return format === 'csv' ? readCsv(file) : format === 'jsonl' ? readJsonLines(file) : readJson(file);
}

/** The format of a file, by its first letter: a CSV begins with the name of a column. */
export async function formatOf(file: string): Promise<Format> {
	for await (const chunk of createReadStream(file, { end: 63, encoding: 'utf8' })) {
		const [first = ''] = String(chunk)
			.replace(/^\ufeff/, '')
			.trimStart();
		return first === '[' ? 'json' : first === '{' ? 'jsonl' : 'csv';
	}
	return 'jsonl'; // an export of nobody
}

async function* readCsv(file: string): AsyncGenerator<FileRecord> {
	const parser = createReadStream(file).pipe(parse({ bom: true, columns: withId, skip_empty_lines: true }));
	try {
		yield* parser as AsyncIterable<FileRecord>;
	} catch (error) {
		throw damaged(file, error);
	}
}

/** A file without members has its header all the same. */
function withId(header: string[]): string[] {
	if (header.includes('id')) return header;
	throw new Error('its first line names no column id');
}

async function* readJsonLines(file: string): AsyncGenerator<FileRecord> {
	for await (const line of linesOf(file)) if (line.trim() !== '') yield recordOf(file, line);
}

/** `readline` of newer Node also ends a line at U+2028 and U+2029, which a name in JSON may contain. */
async function* linesOf(file: string): AsyncGenerator<string> {
	let begun = '';
	for await (const chunk of createReadStream(file, 'utf8')) {
		const lines = `${begun}${chunk}`.split('\n');
		begun = lines.pop() ?? '';
		yield* lines;
	}
	yield begun;
}

async function* readJson(file: string): AsyncGenerator<FileRecord> {
	const text = await readFile(file, 'utf8');
	const all = recordOf(file, text) as unknown;
	if (!Array.isArray(all)) throw damaged(file, new Error('it is no array'));
	yield* Readable.from(all) as AsyncIterable<FileRecord>;
}

function recordOf(file: string, text: string): FileRecord {
	try {
		return JSON.parse(text) as FileRecord;
	} catch (error) {
		throw damaged(file, error);
	}
}

function damaged(file: string, error: unknown): CommandError {
	const why = error instanceof Error ? error.message : String(error);
	return new CommandError(`${file} is no export, or was cut: ${why}`, undefined, { cause: error });
}
