import type { APIAttachment } from 'discord-api-types/v10';
import { apiErrors } from '../errors/index.js';
import type { RestCall, UploadedFile } from '../requests/index.js';

const MOST_FILES = 10;
/** What a bot may attach to a message in a guild without boosts. */
const LARGEST_FILE = 10_485_760;

/** Refuses too many files (50035) and too large ones (40005). */
export function checkFiles(files: readonly UploadedFile[]): void {
	if (files.length > MOST_FILES) throw apiErrors.invalidForm({ path: ['attachments'], ...maxLengthOf(MOST_FILES) });
	if (files.some(({ bytes }) => bytes.length > LARGEST_FILE)) throw apiErrors.tooLarge();
}

const maxLengthOf = (max: number) => ({
	code: 'BASE_TYPE_MAX_LENGTH',
	message: `Must be ${max} or fewer in length.`,
});

/** What a request says about an attachment: one that is kept, or with the index of a file as its id, a new one. */
interface GivenAttachment {
	readonly id?: unknown;
	readonly filename?: unknown;
	readonly description?: unknown;
}

/**
 * The attachments of a message after a request. The list of the request says which of the old ones stay; without a
 * list they all stay. Every file that came with it is new.
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
	// The field is called files[0], and the entry that describes it has the id 0.
	const number = /^files\[(\d+)\]$/.exec(file.field)?.[1] ?? String(index);
	const entry = given.find(({ id }) => String(id) === number);
	const name = typeof entry?.filename === 'string' ? entry.filename : file.name || `file-${index}`;
	const description = typeof entry?.description === 'string' ? entry.description : undefined;
	return world.attachments.add({ name, type: file.type, bytes: file.bytes }, description);
}
