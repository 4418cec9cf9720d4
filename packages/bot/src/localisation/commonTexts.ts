import { texts } from './texts.js';

/** Texts that any command may need. */
export const commonTexts = texts({
	failed: {
		en: 'Sorry, something went wrong on my side. If it happens again, give an administrator this id: `{id}`',
		ko: '죄송합니다. 봇에 문제가 생겼습니다. 다시 발생하면 관리자에게 이 ID를 알려 주세요: `{id}`',
	},
	restarting: {
		en: 'I am restarting. Please try again in a minute.',
		ko: '봇이 다시 시작되고 있습니다. 잠시 후 다시 시도해 주세요.',
	},
	onlyInServers: {
		en: 'This works only in a server, and only while Discord can reach that server.',
		ko: '이 기능은 서버에서만, 그리고 Discord가 서버에 연결할 수 있을 때만 사용할 수 있습니다.',
	},
	unknownCommand: {
		en: 'This command no longer exists. Reload Discord (Ctrl+R) to see the current commands.',
		ko: '더 이상 없는 명령어입니다. Discord를 새로고침(Ctrl+R)하면 현재 명령어가 표시됩니다.',
	},
	missingPermissions: {
		en: 'You need these permissions for that: {permissions}.',
		ko: '다음 권한이 필요합니다: {permissions}.',
	},
	permissionsUntold: {
		en: 'Discord did not send your permissions, so I cannot do that. Please try again.',
		ko: 'Discord가 회원님의 권한을 알려 주지 않아 실행할 수 없습니다. 다시 시도해 주세요.',
	},
	coolingDown: {
		en: {
			one: 'Please wait {count} second before you use this again.',
			other: 'Please wait {count} seconds before you use this again.',
		},
		ko: '{count}초 후에 다시 사용할 수 있습니다.',
	},
	busy: {
		en: {
			one: 'I am busy right now. Please try again in {count} second.',
			other: 'I am busy right now. Please try again in {count} seconds.',
		},
		ko: '지금 처리할 작업이 많습니다. {count}초 후에 다시 시도해 주세요.',
	},
	noAnswer: {
		en: 'This button or form no longer works. Please run the command again.',
		ko: '더 이상 사용할 수 없는 버튼이나 양식입니다. 명령어를 다시 실행해 주세요.',
	},
	needsMembersIntent: {
		en: 'I cannot see the member list of this server: the members intent is switched off (ENABLE_GUILD_MEMBERS_INTENT=false). The operator of this bot can switch it on.',
		ko: '이 서버의 멤버 목록을 볼 수 없습니다. 멤버 인텐트가 꺼져 있습니다(ENABLE_GUILD_MEMBERS_INTENT=false). 봇 운영자가 켤 수 있습니다.',
	},
});
