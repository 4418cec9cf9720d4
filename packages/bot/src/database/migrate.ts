import type { Database } from 'better-sqlite3';
import type { Migrations } from '../interfaces/Migrations.js';
import { DatabaseError } from './DatabaseError.js';
import { transact } from './transact.js';

/**
 * Brings the tables of every room to the version of this program: all of them, or none.
 *
 * @throws DatabaseError if a newer program has written the database
 */
export function migrate(database: Database, rooms: readonly Migrations[]): void {
	transact(database, () => {
		database.exec('CREATE TABLE IF NOT EXISTS room_version (room TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT');
		const versions = readVersions(database);
		refuseNewer(database, versions, rooms);
		for (const room of rooms) upgradeRoom(database, room, versions.get(room.room) ?? 0);
	});
}

function readVersions(database: Database): Map<string, number> {
	const rows = database.prepare<[], { room: string; version: number }>('SELECT room, version FROM room_version').all();
	return new Map(rows.map(({ room, version }) => [room, version]));
}

function refuseNewer(database: Database, versions: Map<string, number>, rooms: readonly Migrations[]): void {
	const known = new Map(rows(rooms));
	for (const [room, version] of versions) {
		const newest = known.get(room) ?? 0;
		if (version > newest) throw newer(database.name, room, version, newest);
	}
}

const rows = (rooms: readonly Migrations[]) => rooms.map(({ room, steps }) => [room, steps.length] as const);

function newer(path: string, room: string, version: number, newest: number): DatabaseError {
	return new DatabaseError(
		`The database ${path} was written by a newer version of this bot: its tables of "${room}" have version ${version}, and this program knows ${newest}. ` +
			'Start the newer version, or set DATABASE_PATH to another file.',
	);
}

function upgradeRoom(database: Database, { room, steps }: Migrations, version: number): void {
	for (const step of steps.slice(version)) {
		if (typeof step === 'string') database.exec(step);
		else step(database);
	}
	database
		.prepare('INSERT INTO room_version VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET version = excluded.version')
		.run(room, steps.length);
}
