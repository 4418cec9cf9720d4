import type { APIAttachment } from 'discord-api-types/v10';
import { apiErrors } from '../errors/index.js';
import type { RestCall, UploadedFile } from '../requests/index.js';

const MOST_FILES = 10;
/** The largest file that a bot may attach to a message in a guild without boosts. */
const LARGEST_FILE = 10_485_760;

/** Refuses too many files (50035) and files that are too large (40005). */
export function checkFiles(files: readonly UploadedFile[]): void {
	if (files.length > MOST_FILES) throw apiErrors.invalidForm({ path: ['attachments'], ...maxLengthOf(MOST_FILES) });
	if (files.some(({ bytes }) => bytes.length > LARGEST_FILE)) throw apiErrors.tooLarge();
}

const maxLengthOf = (max: number) => ({
	code: 'BASE_TYPE_MAX_LENGTH',
	message: `Must be ${max} or fewer in length.`,
});

/** An attachment in a request. It is one that stays, or a new one with the index of its file as id. */
interface GivenAttachment {
	readonly id?: unknown;
	readonly filename?: unknown;
	readonly description?: unknown;
}

/**
 * The attachments of a message after a request. The list in the request says which old ones stay; without a list, all
 * of them stay. Every file of the request is new.
 */
export function readAttachments(
	call: RestCall,
	fields: Readonly<Record<string, unknown>>,
	before: readonly APIAttachment[] = [],
): APIAttachment[] {
	const given = Array.isArray(fields.attachments) ? (fields.attachments as GivenAttachment[]) : undefined;
	const kept = given ? before.filter(({ id }) => given.some((entry) => String(entry.id) === id)) : before;
	return [...kept, ...call.files.map((file, index) => addFile(call, file, index, given ?? []))];
}

function addFile(
	{ context: { world } }: RestCall,
	file: UploadedFile,
	index: number,
	given: readonly GivenAttachment[],
): APIAttachment {
	// The field is named files[0], and the entry that describes it has the id 0.
	const number = /^files\[(\d+)\]$/.exec(file.field)?.[1] ?? String(index);
	const entry = given.find(({ id }) => String(id) === number);
	const name = typeof entry?.filename === 'string' ? entry.filename : file.name || `file-${index}`;
	const description = typeof entry?.description === 'string' ? entry.description : undefined;
	return world.attachments.add({ name, type: file.type, bytes: file.bytes }, description);
}
