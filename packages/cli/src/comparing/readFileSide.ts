import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { CommandError, codeOf } from '../errors/index.js';
import type { Description } from '../exporting/index.js';
import { type FileRecord, formatOf, readRecords } from './readRecords.js';
import { COMPARED, type ComparedField, type ComparedMember, type Side, type SideFacts } from './Side.js';

/** Reads an export with its description, if there is one. */
export async function readFileSide(file: string): Promise<Side> {
	await requireFile(file);
	const description = await readDescription(file);
	const format = await formatOf(file);
	const members = new Map<string, ComparedMember['values']>();
	for await (const record of readRecords(file, format)) {
		const id = idOf(record, file);
		if (members.has(id)) throw new CommandError(`${file} is no export: it has ${id} twice.`);
		members.set(id, valuesOf(record));
	}
	return { name: file, facts: await factsOf(file, description), isCsv: format === 'csv', members };
}

async function requireFile(file: string): Promise<void> {
	const found = await stat(file).catch((error: unknown) => {
		throw new CommandError(`${file} cannot be read (${codeOf(error) ?? 'unknown error'}).`);
	});
	if (!found.isFile()) throw new CommandError(`${file} is no file.`);
}

/** What `FILE.meta.json` says; `undefined` if there is none. */
async function readDescription(file: string): Promise<Description | undefined> {
	const text = await readFile(`${file}.meta.json`, 'utf8').catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw new CommandError(`${file}.meta.json cannot be read (${codeOf(error) ?? 'unknown error'}).`);
	});
	if (text === undefined) return undefined;
	try {
		const description: unknown = JSON.parse(text);
		if (isDescription(description)) return description;
	} catch {
		// said below
	}
	throw new CommandError(
		`${file}.meta.json is no description of an export. Move it away to compare the file with a warning.`,
	);
}

/** Whether it has what a comparison needs. */
function isDescription(value: unknown): value is Description {
	const { complete, sha256, guild, filters } = Object(value) as Partial<Record<keyof Description, unknown>>;
	const { id } = Object(guild) as { id?: unknown };
	return (
		typeof complete === 'boolean' &&
		typeof sha256 === 'string' &&
		typeof id === 'string' &&
		typeof filters === 'object' &&
		filters !== null
	);
}

async function factsOf(file: string, description: Description | undefined): Promise<SideFacts> {
	if (!description) return { doubt: `there is no ${file}.meta.json` };
	const { guild, filters, complete, sha256, reason } = description;
	const isIntact = (await hashOf(file)) === sha256;
	const doubt = isIntact ? reason : `it is not the file that ${file}.meta.json describes`;
	return { guildId: guild.id, filters, complete: complete && isIntact, ...(doubt !== undefined && { doubt }) };
}

async function hashOf(file: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

function idOf({ id }: FileRecord, file: string): string {
	const digits = typeof id === 'string' ? /^(?:id:)?(\d+)$/.exec(id)?.[1] : undefined;
	if (digits === undefined) throw new CommandError(`${file} is no export: a member has no id. Export the field id.`);
	return digits;
}

function valuesOf(record: FileRecord): Partial<Record<ComparedField, string>> {
	const present = COMPARED.filter((name) => name in record);
	return Object.fromEntries(
		present.map((name) => [name, name === 'roles' ? rolesOf(record.roles) : String(record[name] ?? '')]),
	);
}

/** The ids of roles in order, from a list or from a cell. */
function rolesOf(value: unknown): string {
	const ids = Array.isArray(value) ? value.map(String) : (String(value ?? '').match(/\d+/g) ?? []);
	return ids.sort().join(';');
}
