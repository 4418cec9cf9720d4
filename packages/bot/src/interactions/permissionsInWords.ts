import type { PermissionsBitField } from 'discord.js';
import type { Phrase } from '../localisation/index.js';

type PermissionName = keyof typeof PermissionsBitField.Flags;

/** Names of permissions as in Discord's settings, for those that the bot mentions. */
const NAMES: Readonly<Partial<Record<PermissionName, Phrase>>> = {
	Administrator: { en: 'Administrator', ko: '관리자' },
	AttachFiles: { en: 'Attach Files', ko: '파일 첨부하기' },
	EmbedLinks: { en: 'Embed Links', ko: '링크 첨부' },
	ManageGuild: { en: 'Manage Server', ko: '서버 관리하기' },
	ManageRoles: { en: 'Manage Roles', ko: '역할 관리하기' },
	SendMessages: { en: 'Send Messages', ko: '메시지 보내기' },
	ViewChannel: { en: 'View Channel', ko: '채널 보기' },
};

/** The permissions as a list. */
export function permissionsInWords(names: readonly PermissionName[]): Phrase {
	const phrases = names.map((name) => NAMES[name] ?? { en: name, ko: name });
	return { en: phrases.map(({ en }) => en).join(', '), ko: phrases.map(({ ko }) => ko).join(', ') };
}
